using System.Collections;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Sampling;
using KarstLogger.Firmware.Core.Sending;
using KarstLogger.Firmware.Core.Settings;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Firmware.Core.Supply;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core
{
    /// <summary>
    /// One wake of the box, from restoring the state to the next sleep: read the sonde on the mark, store, then send, then take the acknowledgement.
    /// Main makes a new one at each wake, as the device does; nothing lives on but the drive and the clock.
    /// </summary>
    public class LoggerCycle
    {
        private readonly LoggerPorts _ports;
        private readonly LoggerConfiguration _configuration;
        private readonly LoggerState _state;
        private readonly SampleJournal _journal;
        private readonly ClockKeeper _clock;
        private readonly FrameWriter _writer;
        private readonly ConfigurationStore _settings;
        private readonly SampleTaker _taker;
        private int _supply;

        /// <summary>A cycle on the given ports, with the state and the configuration that Main has read from the drive (<see cref="ConfigurationStore.Text"/>).</summary>
        public LoggerCycle(LoggerPorts ports, LoggerState state, ConfigurationStore settings, LoggerConfiguration configuration)
        {
            _ports = ports;
            _configuration = configuration;
            _settings = settings;
            _state = state;
            _clock = new ClockKeeper(ports.Clock, _state, ports.Flash);
            _journal = new SampleJournal(ports.Flash, _state, ports.LoggerId);
            _writer = new FrameWriter(ports, configuration, _state, _journal, _clock);
            _taker = new SampleTaker(ports, configuration, _state, _writer, _clock);
        }

        /// <summary>Words of the event where Main found that the configuration on trial had to go.</summary>
        public string RolledBack;

        /// <summary>True where an earlier cycle of the same wake has told the start.</summary>
        public bool IsLaterInWake;

        /// <summary>The sonde is on since this ms of the wake because somebody looks at it: it is warm, and stays on. -1 = off.</summary>
        public long SondeOnSinceMs = -1;

        /// <summary>True where the schedule wants a sample now.</summary>
        public bool IsDue
        {
            get { return DutyCycle.DueSlot(_clock.Seconds, IntervalNow(), LeadSeconds(), _state.LastSlotSeconds) != 0; }
        }

        /// <summary>True where Main should reboot the box instead of letting it sleep.</summary>
        public bool WantsReboot { get; private set; }

        /// <summary>What the box knows, for the console and the page.</summary>
        public LoggerState State
        {
            get { return _state; }
        }

        /// <summary>The sample of this wake, or null.</summary>
        public Sample Sample { get; private set; }

        /// <summary>True where the sample of this wake has been stored.</summary>
        public bool SampleStored { get; private set; }

        /// <summary>Does one wake.</summary>
        /// <returns>When to wake next, seconds of the clock.</returns>
        public uint Run()
        {
            _state.Wakes++;
            _supply = SupplyPolicy.Step(_ports.Power.BatteryMillivolts(), _configuration, _state.IsHolding);
            if (_supply == SupplyStep.Hold && _state.IsHolding)
            {
                _clock.HoldLostCount();
                return _clock.Seconds + SupplyPolicy.HoldSeconds;
            }
            _clock.Begin();
            // A slot that lies ahead by more than the schedule can explain: the clock was stepped back or lost. The schedule begins anew.
            if (_state.LastSlotSeconds > _clock.Seconds + 2 * (uint)_configuration.IntervalSeconds)
                _state.LastSlotSeconds = 0;
            _state.BeginDay(_clock.Seconds);
            if (_supply == SupplyStep.Hold)
                return BeginHold();
            OpenJournal();
            uint lead = LeadSeconds();
            uint slot = DutyCycle.DueSlot(_clock.Seconds, IntervalNow(), lead, _state.LastSlotSeconds);
            if (slot != 0)
            {
                Sample = _taker.Take(slot, slot % (uint)_configuration.IntervalSeconds != 0 ? (SampleTrigger)_state.WantedTrigger : SampleTrigger.Schedule, SondeOnSinceMs);
                _state.LastSlotSeconds = slot;
            }
            SampleStored = StoreSample() && slot != 0;
            _clock.End();
            // Before anything goes on the air the state must know the sequences given: they must not be given again.
            _state.Save(_ports.Flash);
            uint next = DutyCycle.NextWake(_clock.Seconds, _state.LastSlotSeconds, IntervalNow(), lead);
            return slot != 0 ? Upload(next, lead) : next;
        }

        /// <summary>A sample that a person asks for, beside the schedule. It carries its interval, so integrals over the record stay right.</summary>
        /// <returns>False where the supply is too low or the drive did not take it.</returns>
        public bool SampleNow(SampleTrigger trigger)
        {
            if (!BeginNow())
                return false;
            Sample = _taker.Take(0, trigger, SondeOnSinceMs);
            SampleStored = StoreSample();
            _clock.End();
            _state.Save(_ports.Flash);
            return SampleStored;
        }

        /// <summary>An upload that a person asks for: back-off and turn do not count.</summary>
        /// <returns>True where everything sent was acknowledged.</returns>
        public bool UploadNow()
        {
            if (!BeginNow() || _supply >= SupplyStep.NoRadio)
                return false;
            _state.NextUploadSeconds = 0;
            _state.Save(_ports.Flash);
            Uplink uplink = new Uplink(_ports, _configuration, _state, _journal, _clock);
            return Contact(uplink, DutyCycle.NextMark(_clock.Seconds, IntervalNow()), LeadSeconds());
        }

        private bool BeginNow()
        {
            _supply = SupplyPolicy.Step(_ports.Power.BatteryMillivolts(), _configuration, _state.IsHolding);
            if (_supply == SupplyStep.Hold)
                return false;
            _clock.Begin();
            _state.BeginDay(_clock.Seconds);
            OpenJournal();
            return true;
        }

        /// <summary>The supply is too low: tell it once, then touch nothing until it has recovered.</summary>
        private uint BeginHold()
        {
            _state.IsHolding = true;
            _journal.Open(false, _ports.Chance);
            _writer.AddClockEvents();
            _writer.AddEvent(EventCode.BrownOut, "hold=1 battery_mv=" + _ports.Power.BatteryMillivolts());
            _writer.Store();
            _state.Save(_ports.Flash);
            return _clock.Seconds + SupplyPolicy.HoldSeconds;
        }

        private void OpenJournal()
        {
            bool coldStart = !IsLaterInWake && _ports.Power.Reset != ResetReason.DeepSleepTimer && _ports.Power.Reset != ResetReason.DeepSleepPin;
            JournalRecovery recovery = _journal.Open(coldStart, _ports.Chance);
            if (!_state.WasRestored)
                _state.PendingFlags |= FrameFlags.RainCounterRestarted;
            if (coldStart || recovery.NewEpoch)
                _writer.AddEvent(EventCode.Boot, "reset=" + (int)_ports.Power.Reset + " version=" + _ports.FirmwareVersion + " recovered=" + recovery.RecoveredFrames
                    + " torn=" + recovery.TornByteCount + " new_epoch=" + (recovery.NewEpoch ? 1 : 0));
            _writer.AddClockEvents();
            if (RolledBack != null)
                _writer.AddEvent(EventCode.ConfigRolledBack, RolledBack);
            if (_state.IsHolding)
                _writer.AddEvent(EventCode.BrownOut, "hold=0 battery_mv=" + _ports.Power.BatteryMillivolts());
            _state.IsHolding = false;
        }

        /// <summary>The regular interval, or the shorter one while the last sample wanted it and the day's budget allows it.</summary>
        private uint IntervalNow()
        {
            bool isEarly = _state.WantedTrigger != (int)SampleTrigger.Schedule && _supply == SupplyStep.Full
                && _state.DayEventSamples < (uint)_configuration.EventSamplesPerDayMost;
            return (uint)(isEarly ? _configuration.EventIntervalSeconds : _configuration.IntervalSeconds);
        }

        /// <summary>Seconds from wake to the first good reading.</summary>
        private uint LeadSeconds()
        {
            SondeProfile profile = _ports.Sonde.Profile;
            return SondeOnSinceMs >= 0 ? 0 : (uint)((profile.PowerOnMs + profile.WarmUpMs + profile.StaleFirstMs + 999) / 1000);
        }

        /// <summary>Stores the sample. The flags of one that the drive did not take go to the next.</summary>
        private bool StoreSample()
        {
            bool stored = _writer.Store();
            if (!stored)
                _taker.GiveFlagsBack();
            return stored;
        }

        private uint Upload(uint next, uint lead)
        {
            Uplink uplink = new Uplink(_ports, _configuration, _state, _journal, _clock);
            if (IsUploadTurn() && uplink.IsDue)
                Contact(uplink, next, lead);
            return DutyCycle.NextWake(_clock.Seconds, _state.LastSlotSeconds, IntervalNow(), lead);
        }

        private bool Contact(Uplink uplink, uint next, uint lead)
        {
            OfficeMail mail = new OfficeMail(_ports, _configuration, _state, _settings, _clock);
            bool wasTrial = _settings.IsTrial;
            uint now = _clock.Seconds;
            uint failuresBefore = _state.LinkFailures;
            bool acknowledged = uplink.Run(SecondsTo(next, now), SecondsTo(NextContact(next, lead), now), wasTrial ? null : mail, _settings);
            TellUpload(mail, failuresBefore);
            if (wasTrial)
                EndTrial(acknowledged);
            _writer.Store();
            _clock.End();
            bool linkWantsReboot = !acknowledged && LinkLadder.WantsReboot(_state.LinkFailures);
            _state.LinkReboots += linkWantsReboot ? 1u : 0u;
            _state.Save(_ports.Flash);
            WantsReboot = mail.WantsReboot || linkWantsReboot;
            return acknowledged;
        }

        private bool IsUploadTurn()
        {
            if (_supply >= SupplyStep.NoRadio)
                return false;
            // On trial each cycle uploads: the answer decides.
            if (_settings.IsTrial)
                return true;
            return !IsQuiet && _state.LastSlotSeconds / (uint)_configuration.IntervalSeconds % SamplesPerUpload == 0;
        }

        private uint SamplesPerUpload
        {
            get { return (uint)(_configuration.SamplesPerUpload * (_supply == SupplyStep.Low ? SupplyPolicy.UploadsLeftOut : 1)); }
        }

        /// <summary>The office wants the radio off. An end further away than any that can be ordered is a clock that was stepped back.</summary>
        private bool IsQuiet
        {
            get { return _state.QuietUntilSeconds > _clock.Seconds && _state.QuietUntilSeconds - _clock.Seconds <= CommandWord.QuietMinutesMost * 60u; }
        }

        /// <summary>The first wake from <paramref name="nextWake"/> on whose turn it is to upload.</summary>
        private uint NextContact(uint nextWake, uint lead)
        {
            if (_settings.IsTrial)
                return nextWake;
            uint contact = DutyCycle.NextMark(_state.LastSlotSeconds, SamplesPerUpload * (uint)_configuration.IntervalSeconds) - lead;
            return contact > nextWake ? contact : nextWake;
        }

        private static uint SecondsTo(uint instant, uint now)
        {
            return instant > now ? instant - now : 0;
        }

        private void TellUpload(OfficeMail mail, uint failuresBefore)
        {
            _writer.AddClockEvents();
            foreach (string text in mail.MaintenanceEvents)
                _writer.AddEvent(EventCode.Maintenance, text);
            if (LinkLadder.Effort(_state.LinkFailures) != LinkLadder.Effort(failuresBefore))
                _writer.AddEvent(EventCode.LinkStep, "effort=" + LinkLadder.Effort(_state.LinkFailures) + " failures=" + _state.LinkFailures + " before=" + failuresBefore
                    + " tries=" + _state.LinkTries + " reattaches=" + _state.LinkReattaches + " power_cycles=" + _state.LinkPowerCycles + " reboots=" + _state.LinkReboots + LinkWords());
        }

        private string LinkWords()
        {
            ILinkReport report = _ports.Link as ILinkReport;
            return report == null || report.Report.Length == 0 ? "" : " " + report.Report;
        }

        /// <summary>A configuration is good when a cycle with it has stored a sample and was acknowledged.</summary>
        private void EndTrial(bool acknowledged)
        {
            if (acknowledged && SampleStored)
            {
                _settings.Confirm();
                _writer.AddEvent(EventCode.ConfigApplied, "number=" + _configuration.Number + " mark=" + Words.Hex(_settings.Mark));
                return;
            }
            _writer.AddEvent(EventCode.ConfigRolledBack, "number=" + _configuration.Number + " " + _settings.RollBack(acknowledged ? "no_sample" : "no_acknowledgement"));
        }
    }
}

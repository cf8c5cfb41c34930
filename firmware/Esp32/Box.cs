using System;
using System.Device.Gpio;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Field;
using KarstLogger.Firmware.Core.Field.Page;
using KarstLogger.Firmware.Core.Modem;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Settings;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Firmware.Loader;
using KarstLogger.Firmware.Probes;
using KarstLogger.Wire;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>The KL-1 board put together for one wake: supplies, clock, drive, sonde, link, and the cycle that uses them.</summary>
    public class Box
    {
        // Switched 3.3 V to the chips' own start (DS3231 and MB85RC256V: 2 ms and less; the BME280 2 ms, its section 1), with room.
        private const int PeripheralsOnMs = 10;

        private readonly BoxSettings _settings;
        private readonly BoxPower _power;
        private readonly Esp32Clock _clock;
        private readonly SegmentFiles _flash;
        private readonly Rs485Bus _bus;
        private ModemPort _modem;
        private readonly LoggerPorts _ports;
        private readonly LoggerConfiguration _configuration;
        private readonly LoggerCycle _cycle;
        private readonly BoxButton _button;
        private readonly FieldDesk _desk;
        private readonly ConsoleLine _console = new ConsoleLine();
        private readonly SlotFiles _slots = new SlotFiles(SlotFiles.FolderOnDevice);

        /// <summary>The board with the settings and the configuration of a folder.</summary>
        public Box(string folder)
        {
            _settings = BoxSettings.Read(folder);
            if (_settings.Errors.Length > 0)
                Console.WriteLine("box.conf, secrets.conf:\n" + _settings.Errors);
            GpioController gpio = new GpioController();
            _power = new BoxPower(gpio, _settings.BatteryFullScaleMillivolts);
            System.Threading.Thread.Sleep(PeripheralsOnMs);
            Configuration.SetPinFunction(BoardPins.I2cData, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(BoardPins.I2cClock, DeviceFunction.I2C1_CLOCK);
            _clock = new Esp32Clock(new Ds3231());
            _button = new BoxButton(gpio, _clock);
            _flash = new SegmentFiles(folder + "journal\\", _settings.JournalBytes, FramMemory.Find());
            LoggerState state = LoggerState.Load(_flash);
            ConfigurationStore store = new ConfigurationStore(_flash, state);
            string delivered = BoxSettings.TextOf(folder + "logger.conf");
            _configuration = ReadConfiguration(store.Text(delivered, out string rolledBack));
            _bus = new Rs485Bus();
            _ports = new LoggerPorts
            {
                LoggerId = _settings.LoggerId,
                Chance = Chance(),
                FirmwareVersion = Application.Version,
                FirmwareSlot = SlotText(_slots.ReadRecord()),
                Clock = _clock,
                Flash = _flash,
                Link = LinkOf(_settings, _clock, _power),
                Power = _power,
                Rain = new TipCounter(_settings.HasRainGauge),
                Board = new Bme280(_clock),
                Sonde = SondeCatalogue.Create(_configuration, _bus, _clock),
            };
            _cycle = new LoggerCycle(_ports, state, store, _configuration) { RolledBack = rolledBack };
            _desk = new FieldDesk(_ports, _configuration) { Delivered = delivered, Settings = store };
        }

        /// <summary>What the button asks for is heard first; then one cycle, the session of a page that is on, the card's copy and the proof of a new image.</summary>
        /// <returns>Milliseconds to sleep.</returns>
        public long OneWake()
        {
            ButtonWish wish = _power.Reset == ResetReason.DeepSleepPin ? _button.Watch() : ButtonWish.None;
            uint acknowledgedBefore = _cycle.State.LastAcknowledgedSeconds;
            uint next = _cycle.Run();
            if (_modem != null)
                Console.WriteLine("link: " + ((ILinkReport)_ports.Link).Report);
            ProveImage(acknowledgedBefore);
            bool startAgain = _cycle.WantsReboot | Obey(wish);
            if (!startAgain && _power.Reset != ResetReason.DeepSleepTimer && _settings.HasAccessPoint && AccessPoint.IsOn)
                startAgain = ServePhones();
            if (_settings.HasCard)
                startAgain |= UseCard();
            if (startAgain)
            {
                SwitchOff();
                Power.RebootDevice();
            }
            return next * 1000L - _clock.UtcMilliseconds;
        }

        /// <summary>Everything off, the system clock right for the next wake.</summary>
        public void SwitchOff()
        {
            _bus.Close();
            if (_modem != null)
                _modem.Close();
            _flash.Close();
            _clock.GiveSystemTime();
            _power.AllOff();
        }

        /// <summary>True where the box has to start anew for it.</summary>
        private bool Obey(ButtonWish wish)
        {
            switch (wish)
            {
                case ButtonWish.Status:
                    return TalkAtTerminal();
                case ButtonWish.AccessPoint:
                    if (!_settings.HasAccessPoint)
                        return false;
                    AccessPoint.SwitchOn(_settings.Station, _settings.PagePassword);
                    return true;
                case ButtonWish.NetworkReset:
                    AccessPoint.ForgetNetworks();
                    return true;
                default:
                    return false;
            }
        }

        private bool ServePhones()
        {
            _clock.StaysAwake = true;
            BeginTerminal();
            bool startAgain = new PageSession(_ports, _configuration, _settings, _button, _desk, _console).Run();
            _clock.StaysAwake = false;
            return startAgain;
        }

        /// <summary>A short press: the status by LED, and the terminal for whoever plugs one in. A longer press meanwhile is obeyed as ever.</summary>
        private bool TalkAtTerminal()
        {
            // Light sleep would stop the UART.
            _clock.StaysAwake = true;
            BeginTerminal();
            ButtonWish wish = new ConsoleSession(_clock, _desk, _console, _button).Run();
            _clock.StaysAwake = false;
            return _desk.WantsReboot || (wish != ButtonWish.Status && Obey(wish));
        }

        private void BeginTerminal()
        {
            if (_ports.Link is AtLink)
                _ports.Link = new LinkBesideConsole((AtLink)_ports.Link, _modem, _console);
        }

        private ILink LinkOf(BoxSettings settings, Esp32Clock clock, BoxPower power)
        {
            if (!settings.UsesModem)
                return new WifiLink(settings, clock);
            _modem = new ModemPort();
            return new AtLink(_modem, clock, power, settings.Modem);
        }

        private static LoggerConfiguration ReadConfiguration(string words)
        {
            ConfigText text = ConfigText.Parse("logger.conf", words);
            LoggerConfiguration configuration = LoggerConfiguration.Read(text);
            if (text.Errors.Count == 0)
                return configuration;
            foreach (string error in text.Errors)
                Console.WriteLine(error);
            // A box with the defaults samples on; the technician sees the errors on the console.
            return new LoggerConfiguration();
        }

        /// <summary>True where a new image waits for its trial.</summary>
        private bool UseCard()
        {
            CardCopy card = new CardCopy();
            bool copied = card.Mount() && card.Update(_flash);
            if (!copied)
            {
                // Read anew: a session of the page has gone on from the cycle's state.
                LoggerState state = LoggerState.Load(_flash);
                state.PendingFlags |= FrameFlags.SdFailed;
                state.Save(_flash);
                return false;
            }
            bool startAgain = CardCopy.TakeImage(_slots);
            card.Unmount();
            return startAgain;
        }

        /// <summary>A new image stays only after a good sample in the journal and an upload that a gateway has acknowledged.</summary>
        private void ProveImage(uint acknowledgedBefore)
        {
            SlotRecord record = _slots.ReadRecord();
            if (record.Trial == SlotRecord.None)
                return;
            bool changed = _cycle.SampleStored && HasValue(_cycle.Sample) && record.NoteSample();
            bool acknowledged = _cycle.State.LinkFailures == 0 && _cycle.State.LastAcknowledgedSeconds != acknowledgedBefore;
            changed |= acknowledged && record.NoteUpload();
            if (changed)
                _slots.Save(record);
            if (changed && record.Trial == SlotRecord.None)
                Console.WriteLine("update: confirmed");
        }

        private static string SlotText(SlotRecord record)
        {
            int started = record.Trial == SlotRecord.None ? record.Active : record.Trial;
            return (started == 0 ? "A" : "B") + (record.Trial == SlotRecord.None ? "" : "-trial");
        }

        private static bool HasValue(Sample sample)
        {
            return sample != null && (ProbeStatuses.HasValue(sample.LevelStatus) || ProbeStatuses.HasValue(sample.TemperatureStatus)
                || ProbeStatuses.HasValue(sample.PhStatus) || ProbeStatuses.HasValue(sample.EcStatus));
        }

        /// <summary>A number for a new epoch that this box never drew before: the noise of the battery's converter, spread over the bits, and the time.</summary>
        private uint Chance()
        {
            uint number = (uint)HighResTimer.GetCurrent() ^ (uint)_clock.UtcMilliseconds ^ _settings.LoggerId;
            for (int i = 0; i < 8; i++)
                number = number * 16777619u ^ (uint)_power.BatteryMillivolts();
            return number;
        }
    }
}

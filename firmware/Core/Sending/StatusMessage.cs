using System.Text;
using KarstLogger.Firmware.Core.Settings;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Sending
{
    /// <summary>
    /// How the box is, once a contact: a line of <c>key=value</c> words (docs/wire-format.md, "Status"), and below it the box's words on a configuration that it refused.
    /// Spans are in seconds from now on, so that a box without a set clock says them too.
    /// </summary>
    public static class StatusMessage
    {
        /// <summary>Most bytes: the words take about 560, a refusal 240.</summary>
        public const int ByteCountMost = 1024;

        /// <summary>The message now; the box calls again in <paramref name="nextContactSeconds"/>.</summary>
        public static string Of(LoggerPorts ports, LoggerConfiguration configuration, LoggerState state, ConfigurationStore settings, SampleJournal journal, ClockKeeper clock, uint nextContactSeconds)
        {
            uint now = clock.Seconds;
            uint quiet = Left(state.QuietUntilSeconds, now);
            if (quiet > nextContactSeconds)
                nextContactSeconds = quiet;
            uint unsettled = state.UnsettledCount;
            long capacity = (long)journal.Plan.SegmentsMost * journal.Plan.SegmentByteCount / SampleFrame.ByteCount;
            StringBuilder text = new StringBuilder();
            text.Append("status=1 firmware=" + ports.FirmwareVersion + " slot=" + ports.FirmwareSlot + " simulated=" + (ports.Simulated ? 1 : 0));
            text.Append(" utc_s=" + now + " clock_source=" + (int)clock.Source + " clock_error_log2_ms=" + clock.ErrorLog2Milliseconds + " clock_offset_ms=" + clock.OffsetMilliseconds);
            text.Append(" next_contact_s=" + nextContactSeconds);
            if (clock.Source != ClockSource.Unset)
                text.Append(" next_contact_utc_s=" + (now + nextContactSeconds));
            text.Append(" wakes=" + state.Wakes + " awake_ms=" + ports.Clock.ElapsedMs + " reset=" + (int)ports.Power.Reset + " battery_mv=" + ports.Power.BatteryMillivolts());
            text.Append(" journal_frames=" + capacity + " journal_days_left=" + journal.Plan.DaysLeft(configuration.IntervalSeconds, unsettled) + " backlog=" + unsettled + " lost=" + state.LostFrames);
            text.Append(" link_tries=" + state.LinkTries + " link_failures=" + state.LinkFailures + " link_reattaches=" + state.LinkReattaches
                + " link_power_cycles=" + state.LinkPowerCycles + " link_reboots=" + state.LinkReboots + " day_air_bytes=" + state.DayAirBytes);
            text.Append(" config=" + configuration.Number + " config_mark=" + Words.Hex(settings.Mark) + " config_trial=" + (settings.RunsTrial ? 1 : 0)
                + " heard_mark=" + Words.Hex(state.LastConfigurationMark) + " heard=" + HeardConfiguration.Word(state.HeardConfiguration));
            text.Append(" sonde=" + OneWord(configuration.Sonde) + " sonde_serial=" + OneWord(state.SondeSerial));
            text.Append(" maint_s=" + Left(state.MaintenanceUntilSeconds, now) + " awake_s=" + Left(state.AwakeUntilSeconds, now) + " quiet_s=" + quiet);
            if (state.HeardConfiguration == HeardConfiguration.Refused)
                text.Append("\n" + new AnswerBook(ports.Flash).Configuration);
            return text.ToString();
        }

        private static uint Left(uint until, uint now)
        {
            return until > now ? until - now : 0;
        }

        private static string OneWord(string text)
        {
            string word = "";
            foreach (string part in text.Split(' '))
                word += word.Length > 0 && part.Length > 0 ? "_" + part : part;
            return word.Length == 0 ? "-" : word;
        }
    }
}

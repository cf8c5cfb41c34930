using KarstLogger.Firmware.Core.Modem;
using KarstLogger.Firmware.Core.Storage;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>The link as <c>status</c> and <c>net</c> tell it: signal and the last contacts (field practice D3).</summary>
    public static class LinkWords
    {
        /// <summary>Adds a line for the signal, a line for each attempt, and the fields <c>signal_dbm</c> and <c>attempts</c>.</summary>
        public static void Tell(DeskBox box, DeskAnswer answer)
        {
            LoggerState state = box.State;
            answer.Say("Signal: " + (state.SignalDbm == 0 ? "not known." : state.SignalDbm + " dBm when a network was last reached" + (box.Ports.Simulated ? " (simulated)." : ".")));
            StatusWords.ScaledOrNull(answer, "signal_dbm", state.SignalDbm != 0, state.SignalDbm, 0);
            answer.Open("attempts", '[');
            for (int i = 0; i < state.Attempts.Length && state.Attempts[i] != null; i++)
            {
                LinkAttempt attempt = state.Attempts[i];
                string words = Of(attempt, box.Now);
                answer.Say((i == 0 ? "Last contacts: " : "  before: ") + words);
                answer.Open(null, '{');
                answer.Number("at_s", attempt.Seconds);
                answer.Text("outcome", LinkAttempt.Name(attempt.Outcome, '-'));
                answer.Text("modem", attempt.Modem == ModemResult.Ok ? null : ModemResult.Name(attempt.Modem));
                answer.Text("say", words);
                answer.Close('}');
            }
            answer.Close(']');
        }

        /// <summary>"14:30 no network (modem: no_sim)"; with its date where it was on another day (UTC).</summary>
        private static string Of(LinkAttempt attempt, uint now)
        {
            string utc = FieldWords.Utc(attempt.Seconds);
            int time = utc.IndexOf('T');
            return (attempt.Seconds / 86400 == now / 86400 ? "" : utc.Substring(0, time) + " ") + utc.Substring(time + 1, 5) + " " + LinkAttempt.Name(attempt.Outcome, ' ')
                + (attempt.Modem == ModemResult.Ok ? "" : " (modem: " + ModemResult.Name(attempt.Modem) + ")");
        }
    }
}

using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Settings
{
    /// <summary>
    /// The configuration in force, and one on trial. A new text is checked whole, written to the file that is not in force, and tried for one cycle: only when that cycle
    /// has stored a sample and was acknowledged does it come into force; otherwise the old one returns. A cut of power at any point leaves one of the two whole.
    /// </summary>
    public class ConfigurationStore
    {
        /// <summary>Cycles that a text on trial may begin without being confirmed (a text that crashes the box gets no second life).</summary>
        public const int TrialsMost = 2;

        // Small files 0 and 1 hold the state.
        private const int FirstFile = 2;

        private readonly IFlash _flash;
        private readonly LoggerState _state;

        /// <summary>The store on a drive.</summary>
        public ConfigurationStore(IFlash flash, LoggerState state)
        {
            _flash = flash;
            _state = state;
        }

        /// <summary>The same store for a state that was read again in the same wake.</summary>
        public ConfigurationStore InSameWake(LoggerState state)
        {
            return new ConfigurationStore(_flash, state) { Mark = Mark, RunsTrial = RunsTrial };
        }

        /// <summary>True where a text is on trial: from its acceptance to the end of its cycle.</summary>
        public bool IsTrial
        {
            get { return _state.TrialFile != 0; }
        }

        /// <summary>CRC-32 of the text that this wake runs with: names it in status, answers and events.</summary>
        public uint Mark { get; private set; }

        /// <summary>True where this wake runs with a text on trial.</summary>
        public bool RunsTrial { get; private set; }

        /// <summary>
        /// The text for this wake: the one on trial, the one in force, or the text that the box was delivered with. A trial that was begun too often, or whose file is broken,
        /// ends here; <paramref name="rolledBack"/> then holds the words of the event.
        /// </summary>
        public string Text(string delivered, out string rolledBack)
        {
            rolledBack = null;
            if (_state.TrialFile != 0)
            {
                string trial = Read(_state.TrialFile);
                if (trial != null && _state.TrialsBegun < TrialsMost)
                {
                    _state.TrialsBegun++;
                    _state.Save(_flash);
                    RunsTrial = true;
                    return Marked(trial);
                }
                Mark = trial == null ? _state.LastConfigurationMark : MarkOf(trial);
                rolledBack = RollBack(trial == null ? "unreadable" : "not_confirmed");
            }
            string inForce = _state.ConfigurationFile == 0 ? null : Read(_state.ConfigurationFile);
            return Marked(inForce ?? delivered);
        }

        /// <summary>The text on trial, or else the one in force, to be looked at: nothing is counted.</summary>
        public string Shown(string delivered)
        {
            string shown = _state.TrialFile != 0 ? Read(_state.TrialFile) : null;
            if (shown == null && _state.ConfigurationFile != 0)
                shown = Read(_state.ConfigurationFile);
            return shown ?? delivered;
        }

        /// <summary>Checks a text and, where it is good, puts it on trial from the next wake on.</summary>
        /// <returns>The answer to who sent it: accepted, or the first faults with field and permitted range.</returns>
        public string Offer(string source, string text)
        {
            ConfigText parsed = ConfigText.Parse(source, text);
            LoggerConfiguration configuration = LoggerConfiguration.Read(parsed);
            if (parsed.Errors.Count > 0)
            {
                string faults = "";
                for (int i = 0; i < parsed.Errors.Count && i < 5; i++)
                    faults += (i > 0 ? "; " : "") + (string)parsed.Errors[i];
                return "config refused: " + faults;
            }
            int file = _state.ConfigurationFile == FirstFile ? FirstFile + 1 : FirstFile;
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
            byte[] sealedBytes = new byte[bytes.Length + 4];
            System.Array.Copy(bytes, 0, sealedBytes, 0, bytes.Length);
            LittleEndian.Put32(sealedBytes, bytes.Length, Crc32.Of(bytes, 0, bytes.Length));
            if (!_flash.WriteSmall(file, sealedBytes) || Read(file) != text)
                return "config refused: the drive did not take it";
            _state.TrialFile = file;
            _state.TrialsBegun = 0;
            return "config accepted: number " + configuration.Number + " on trial for the next cycle";
        }

        /// <summary>The trial cycle was good: the text comes into force.</summary>
        public void Confirm()
        {
            _state.ConfigurationFile = _state.TrialFile;
            _state.TrialFile = 0;
            NoteHeard(HeardConfiguration.Applied);
        }

        /// <summary>The trial cycle was not good: the old text returns.</summary>
        /// <returns>The words of the event.</returns>
        public string RollBack(string reason)
        {
            _state.TrialFile = 0;
            NoteHeard(HeardConfiguration.RolledBack);
            return "reason=" + reason + " mark=" + Words.Hex(Mark);
        }

        // A text that came by the console is none that the office sent.
        private void NoteHeard(int heard)
        {
            if (Mark == _state.LastConfigurationMark)
                _state.HeardConfiguration = heard;
        }

        private string Marked(string text)
        {
            Mark = MarkOf(text);
            return text;
        }

        private static uint MarkOf(string text)
        {
            byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
            return Crc32.Of(bytes, 0, bytes.Length);
        }

        private string Read(int file)
        {
            byte[] bytes = _flash.ReadSmall(file);
            if (bytes == null || bytes.Length < 4 || Crc32.Of(bytes, 0, bytes.Length - 4) != LittleEndian.GetU32(bytes, bytes.Length - 4))
                return null;
            return System.Text.Encoding.UTF8.GetString(bytes, 0, bytes.Length - 4);
        }
    }
}

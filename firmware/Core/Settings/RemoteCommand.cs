using System.Text;

namespace KarstLogger.Firmware.Core.Settings
{
    /// <summary>A command from the office: <c>id=17 expires=1767225600 do=maintenance minutes=30</c>, words in any order.</summary>
    public class RemoteCommand
    {
        private readonly string[] _words;

        private RemoteCommand(string[] words)
        {
            _words = words;
        }

        /// <summary>Number that the answer repeats; a number is obeyed once.</summary>
        public uint Id { get; private set; }

        /// <summary>Not obeyed from this second on, UTC.</summary>
        public uint ExpiresSeconds { get; private set; }

        /// <summary>What to do.</summary>
        public string Verb { get; private set; }

        /// <summary>Reads a message; null where it has no id, no expiry or nothing to do.</summary>
        public static RemoteCommand Parse(byte[] payload)
        {
            if (payload.Length > 256)
                return null;
            RemoteCommand command = new RemoteCommand(Encoding.UTF8.GetString(payload, 0, payload.Length).Split(' '));
            if (!uint.TryParse(command.Word("id"), out uint id) || !uint.TryParse(command.Word("expires"), out uint expires) || command.Word("do").Length == 0)
                return null;
            command.Id = id;
            command.ExpiresSeconds = expires;
            command.Verb = command.Word("do");
            return command;
        }

        /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>; <paramref name="fallback"/> where it is absent, -1 where it does not fit.</summary>
        public int Integer(string key, int least, int most, int fallback)
        {
            string word = Word(key);
            if (word.Length == 0)
                return fallback;
            return int.TryParse(word, out int value) && value >= least && value <= most ? value : -1;
        }

        private string Word(string key)
        {
            foreach (string word in _words)
            {
                int at = word.IndexOf('=');
                if (at > 0 && word.Substring(0, at) == key)
                    return word.Substring(at + 1).Trim();
            }
            return "";
        }
    }
}

using System.Text;

namespace KarstLogger.Wire
{
    /// <summary>A command from the office: <c>id=17 expires=1767225600 do=maint minutes=30</c>, words in any order (docs/wire-format.md, "Commands").</summary>
    public class RemoteCommand
    {
        /// <summary>Most bytes of a command.</summary>
        public const int ByteCountMost = 256;

        private readonly string _text;

        private RemoteCommand(string text)
        {
            _text = text;
        }

        /// <summary>Number that the answer repeats; a number is obeyed once.</summary>
        public uint Id { get; private set; }

        /// <summary>Not obeyed from this second on, UTC.</summary>
        public uint ExpiresSeconds { get; private set; }

        /// <summary>What to do: one of <see cref="CommandWord"/>.</summary>
        public string Verb { get; private set; }

        /// <summary>Reads a message; null where it has no id, no expiry or nothing to do.</summary>
        public static RemoteCommand Parse(byte[] payload)
        {
            if (payload.Length > ByteCountMost)
                return null;
            RemoteCommand command = new RemoteCommand(Encoding.UTF8.GetString(payload, 0, payload.Length));
            command.Verb = Words.Value(command._text, "do");
            if (!uint.TryParse(Words.Value(command._text, "id") ?? "", out uint id) || !uint.TryParse(Words.Value(command._text, "expires") ?? "", out uint expires)
                || command.Verb == null || command.Verb.Length == 0)
                return null;
            command.Id = id;
            command.ExpiresSeconds = expires;
            return command;
        }

        /// <summary>What is wrong with the command's words, with what is permitted; null where nothing is.</summary>
        public string Fault()
        {
            CommandWord word = CommandWord.Find(Verb);
            return word == null ? "'" + Verb + "' is not known; permitted: " + CommandWord.List() : word.Fault(_text);
        }

        /// <summary>A number of the command; where it is absent what the table says.</summary>
        public int Number(string key)
        {
            return CommandWord.Find(Verb).Number(_text, key);
        }
    }
}

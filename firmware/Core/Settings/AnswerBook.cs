using System.Collections;
using System.Text;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;

namespace KarstLogger.Firmware.Core.Settings
{
    /// <summary>
    /// The last answers to the office, on the drive: an answer that was lost on its way is given again when the question comes again, and nothing is done twice.
    /// Written only when a question was answered. A broken file is an empty book; the state still knows the number of the last command.
    /// </summary>
    public class AnswerBook
    {
        /// <summary>Commands remembered: a gateway sends what waits in the order of the numbers, and more than this never waits usefully.</summary>
        public const int CommandsMost = 8;

        /// <summary>Most bytes kept of an answer.</summary>
        public const int AnswerByteCountMost = 240;

        // Small files 0 and 1 hold the state, 2 and 3 configurations.
        private const int File = 20;
        private const byte Mark = (byte)'A';
        private const byte Version = 1;

        private readonly IFlash _flash;
        private readonly ArrayList _ids = new ArrayList();
        private readonly ArrayList _answers = new ArrayList();

        /// <summary>The book on a drive.</summary>
        public AnswerBook(IFlash flash)
        {
            _flash = flash;
            ByteReader reader = ByteReader.OfSealed(flash.ReadSmall(File));
            if (reader == null || reader.U8() != Mark || reader.U8() != Version)
                return;
            Configuration = reader.Text();
            int count = reader.U8();
            for (int i = 0; i < count; i++)
            {
                _ids.Add(reader.U32());
                _answers.Add(reader.Text());
            }
        }

        /// <summary>The answer to the last configuration; empty where there was none.</summary>
        public string Configuration { get; private set; } = "";

        /// <summary>The answer that a command has had, or null.</summary>
        public string Find(uint id)
        {
            for (int i = 0; i < _ids.Count; i++)
                if ((uint)_ids[i] == id)
                    return (string)_answers[i];
            return null;
        }

        /// <summary>Keeps the answer to a command; the oldest goes.</summary>
        public void Add(uint id, string answer)
        {
            if (_ids.Count == CommandsMost)
            {
                _ids.RemoveAt(0);
                _answers.RemoveAt(0);
            }
            _ids.Add(id);
            _answers.Add(Cut(answer));
            Save();
        }

        /// <summary>Keeps the answer to a configuration.</summary>
        public void SetConfiguration(string answer)
        {
            Configuration = Cut(answer);
            Save();
        }

        private void Save()
        {
            ByteWriter writer = new ByteWriter(16 + (CommandsMost + 1) * (AnswerByteCountMost + 8));
            writer.U8(Mark);
            writer.U8(Version);
            writer.Text(Configuration);
            writer.U8(_ids.Count);
            for (int i = 0; i < _ids.Count; i++)
            {
                writer.U32((uint)_ids[i]);
                writer.Text((string)_answers[i]);
            }
            _flash.WriteSmall(File, writer.Sealed());
        }

        private static string Cut(string text)
        {
            while (Encoding.UTF8.GetBytes(text).Length > AnswerByteCountMost)
                text = text.Substring(0, text.Length - 1);
            return text;
        }
    }
}

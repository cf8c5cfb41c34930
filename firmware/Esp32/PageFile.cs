using System.IO;
using KarstLogger.Firmware.Core.Field.Page;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>The page on the drive (docs/decisions/0110), read as it is sent.</summary>
    public class PageFile : PageBody
    {
        private readonly FileStream _file;

        private PageFile(FileStream file)
        {
            _file = file;
        }

        /// <inheritdoc/>
        public override int Length
        {
            get { return (int)_file.Length; }
        }

        /// <summary>Opens the file for one answer; null where it is not there.</summary>
        public static PageBody Open(string path)
        {
            return File.Exists(path) ? new PageFile(new FileStream(path, FileMode.Open, FileAccess.Read)) : null;
        }

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count)
        {
            return _file.Read(buffer, offset, count);
        }

        /// <inheritdoc/>
        public override void Close()
        {
            _file.Dispose();
        }
    }
}

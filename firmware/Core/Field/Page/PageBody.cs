using System.Text;

namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>The bytes of an answer, read piece by piece: neither the page nor the record fits into the heap at once.</summary>
    public abstract class PageBody
    {
        /// <summary>Length of a body that is known only at its end.</summary>
        public const int LengthUnknown = -1;

        /// <summary>Bytes in all, or <see cref="LengthUnknown"/>.</summary>
        public abstract int Length { get; }

        /// <summary>Reads the next bytes.</summary>
        /// <returns>Number of bytes read; 0 at the end.</returns>
        public abstract int Read(byte[] buffer, int offset, int count);

        /// <summary>Lets go of what the body holds open.</summary>
        public virtual void Close()
        {
        }
    }

    /// <summary>A body out of the heap.</summary>
    public class TextBody : PageBody
    {
        private readonly byte[] _bytes;
        private int _position;

        /// <summary>A body with a text as UTF-8.</summary>
        public TextBody(string text)
        {
            _bytes = Encoding.UTF8.GetBytes(text);
        }

        /// <inheritdoc/>
        public override int Length
        {
            get { return _bytes.Length; }
        }

        /// <inheritdoc/>
        public override int Read(byte[] buffer, int offset, int count)
        {
            int left = _bytes.Length - _position;
            if (count > left)
                count = left;
            System.Array.Copy(_bytes, _position, buffer, offset, count);
            _position += count;
            return count;
        }
    }
}

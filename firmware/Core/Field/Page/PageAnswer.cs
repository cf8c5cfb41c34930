using System;
using System.Text;

namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>An HTTP/1.1 answer: its header, then its body. Every answer closes its connection: one request at a time is all that the box serves.</summary>
    public class PageAnswer
    {
        // Before and after the bytes of a chunk: up to four hexadecimal digits, two line ends.
        private const int ChunkFrameByteCount = 8;

        private readonly PageBody _body;
        private readonly bool _isChunked;
        private byte[] _header;
        private int _headerPosition;
        private bool _hasEnded;

        /// <summary>An answer; <paramref name="fields"/> are further header fields, each with its line end.</summary>
        public PageAnswer(int status, string type, PageBody body, string fields, bool withoutBody)
        {
            Status = status;
            _body = body;
            _isChunked = body.Length == PageBody.LengthUnknown;
            string length = _isChunked ? "Transfer-Encoding: chunked\r\n" : "Content-Length: " + body.Length + "\r\n";
            _header = Encoding.UTF8.GetBytes("HTTP/1.1 " + status + " " + Reason(status) + "\r\nContent-Type: " + type + "; charset=utf-8\r\n" + length
                + "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n" + fields + "\r\n");
            _hasEnded = withoutBody;
        }

        /// <summary>Status code.</summary>
        public int Status { get; }

        /// <summary>The next bytes to send.</summary>
        /// <returns>Their number; 0 when all has been given.</returns>
        public int Next(byte[] buffer)
        {
            if (_header != null)
            {
                int count = _header.Length - _headerPosition;
                if (count > buffer.Length)
                    count = buffer.Length;
                Array.Copy(_header, _headerPosition, buffer, 0, count);
                _headerPosition += count;
                if (_headerPosition == _header.Length)
                    _header = null;
                return count;
            }
            if (_hasEnded)
                return 0;
            int read = _isChunked ? NextChunk(buffer) : _body.Read(buffer, 0, buffer.Length);
            _hasEnded |= read == 0;
            return read;
        }

        /// <summary>Lets go of the body, also where the phone went away.</summary>
        public void Close()
        {
            _body.Close();
        }

        // RFC 9112, section 7.1. The size always has four digits, so that the bytes can be read into their place.
        private int NextChunk(byte[] buffer)
        {
            int read = _body.Read(buffer, 6, buffer.Length - ChunkFrameByteCount);
            string size = "";
            for (int shift = 12; shift >= 0; shift -= 4)
                size += "0123456789abcdef"[(read >> shift) & 15];
            byte[] before = Encoding.UTF8.GetBytes(size + "\r\n");
            Array.Copy(before, 0, buffer, 0, before.Length);
            buffer[6 + read] = (byte)'\r';
            buffer[7 + read] = (byte)'\n';
            _hasEnded = read == 0;
            return read + ChunkFrameByteCount;
        }

        private static string Reason(int status)
        {
            switch (status)
            {
                case 200: return "OK";
                case 302: return "Found";
                case 400: return "Bad Request";
                case 401: return "Unauthorized";
                case 404: return "Not Found";
                case 405: return "Method Not Allowed";
                case 408: return "Request Timeout";
                case 411: return "Length Required";
                case 413: return "Content Too Large";
                case 414: return "URI Too Long";
                case 421: return "Misdirected Request";
                case 429: return "Too Many Requests";
                case 431: return "Request Header Fields Too Large";
                case 501: return "Not Implemented";
                default: return "Internal Server Error";
            }
        }
    }
}

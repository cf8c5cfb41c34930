using System;

namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>
    /// One HTTP/1.1 request (RFC 9112), taken in as the bytes come. What does not fit the form or a limit of <see cref="PageLimits"/> is refused with the status code that says so;
    /// nothing that a phone or a stranger sends makes it throw.
    /// </summary>
    public class PageRequest
    {
        private byte[] _bytes = new byte[PageLimits.HeaderByteCountMost];
        private int _count;
        private int _headerEnd;
        private int _queryStart;
        private int _queryEnd;
        private int _bodyCount;

        /// <summary>True when nothing more is needed: the request is whole, or refused.</summary>
        public bool IsDone { get; private set; }

        /// <summary>Status code of the refusal; 0 where the request is good so far.</summary>
        public int Refusal { get; private set; }

        /// <summary>True for POST, false for GET.</summary>
        public bool IsPost { get; private set; }

        /// <summary>True for HEAD: the answer goes without its body.</summary>
        public bool IsHead { get; private set; }

        /// <summary>Path without the query, e.g. /do.</summary>
        public string Path { get; private set; } = "";

        /// <summary>Host that was asked for, in lower case, with its port; empty where it was left out.</summary>
        public string Host { get; private set; } = "";

        /// <summary>What the header X-Pin says; empty where it is absent.</summary>
        public string Pin { get; private set; } = "";

        /// <summary>Takes the next bytes.</summary>
        /// <returns>True when nothing more is needed.</returns>
        public bool Take(byte[] bytes, int count)
        {
            for (int i = 0; i < count && !IsDone; i++)
            {
                _bytes[_count++] = bytes[i];
                if (_headerEnd == 0)
                    SeeHeader();
                else if (_count == _headerEnd + _bodyCount)
                    IsDone = true;
            }
            return IsDone;
        }

        /// <summary>A parameter of the query, or null.</summary>
        public string Query(string name)
        {
            return UrlText.Parameter(_bytes, _queryStart, _queryEnd - _queryStart, name);
        }

        /// <summary>A parameter of the body (a form), or null.</summary>
        public string Form(string name)
        {
            return UrlText.Parameter(_bytes, _headerEnd, _bodyCount, name);
        }

        private void SeeHeader()
        {
            if (_count >= 4 && _bytes[_count - 1] == '\n' && _bytes[_count - 2] == '\r' && _bytes[_count - 3] == '\n' && _bytes[_count - 4] == '\r')
            {
                _headerEnd = _count;
                int refusal = ReadHeader();
                if (refusal != 0)
                    Refuse(refusal);
                else if (_bodyCount == 0)
                    IsDone = true;
                else
                    MakeRoomForBody();
            }
            else if (_count == PageLimits.HeaderByteCountMost)
            {
                Refuse(431);
            }
        }

        private void MakeRoomForBody()
        {
            byte[] whole = new byte[_headerEnd + _bodyCount];
            Array.Copy(_bytes, 0, whole, 0, _headerEnd);
            _bytes = whole;
        }

        private void Refuse(int status)
        {
            Refusal = status;
            IsDone = true;
        }

        private int ReadHeader()
        {
            int end = LineEnd(0);
            int refusal = ReadRequestLine(end);
            int fields = 0;
            bool hasLength = false;
            for (int start = end + 2; refusal == 0 && start < _headerEnd - 2; start = end + 2)
            {
                end = LineEnd(start);
                if (++fields > PageLimits.FieldCountMost)
                    return 431;
                refusal = ReadField(start, end, ref hasLength);
            }
            return refusal == 0 && IsPost && !hasLength ? 411 : refusal;
        }

        // GET /do?line=status HTTP/1.1
        private int ReadRequestLine(int end)
        {
            int methodEnd = IndexOf(' ', 0, end);
            int targetEnd = methodEnd < 0 ? -1 : IndexOf(' ', methodEnd + 1, end);
            if (targetEnd < 0 || end - targetEnd != 9 || !UrlText.IsAt(_bytes, targetEnd + 1, "HTTP/1."))
                return 400;
            int start = methodEnd + 1;
            if (targetEnd - start > PageLimits.TargetByteCountMost)
                return 414;
            if (targetEnd == start || _bytes[start] != '/')
                return 400;
            IsPost = methodEnd == 4 && UrlText.IsAt(_bytes, 0, "POST");
            IsHead = methodEnd == 4 && UrlText.IsAt(_bytes, 0, "HEAD");
            if (!IsPost && !IsHead && !(methodEnd == 3 && UrlText.IsAt(_bytes, 0, "GET")))
                return 405;
            int question = IndexOf('?', start, targetEnd);
            _queryStart = question < 0 ? targetEnd : question + 1;
            _queryEnd = targetEnd;
            string path = UrlText.Decode(_bytes, start, (question < 0 ? targetEnd : question) - start);
            if (path == null)
                return 400;
            Path = path;
            return 0;
        }

        private int ReadField(int start, int end, ref bool hasLength)
        {
            int colon = IndexOf(':', start, end);
            // A blank before the colon, or a folded line: RFC 9112, sections 5.1 and 5.2, say to refuse.
            if (colon <= start || _bytes[start] == ' ' || _bytes[start] == '\t' || _bytes[colon - 1] == ' ')
                return 400;
            string name = UrlText.Text(_bytes, start, colon - start);
            if (name == null)
                return 400;
            name = name.ToLower();
            if (name == "transfer-encoding")
                return 501;
            if (name != "host" && name != "x-pin" && name != "content-length")
                return 0;
            string value = UrlText.Text(_bytes, colon + 1, end - colon - 1);
            if (value == null)
                return 400;
            value = value.Trim();
            if (name == "host")
                Host = value.ToLower();
            else if (name == "x-pin")
                Pin = value;
            else
                return ReadLength(value, ref hasLength);
            return 0;
        }

        private int ReadLength(string value, ref bool hasLength)
        {
            int length = 0;
            for (int i = 0; i < value.Length; i++)
            {
                if (value[i] < '0' || value[i] > '9')
                    return 400;
                length = length * 10 + value[i] - '0';
                if (length > PageLimits.BodyByteCountMost)
                    return 413;
            }
            if (value.Length == 0 || (hasLength && length != _bodyCount))
                return 400;
            hasLength = true;
            _bodyCount = length;
            return 0;
        }

        // Position of the CR of the line that starts there. The header ends with CR LF, so there is one.
        private int LineEnd(int start)
        {
            while (_bytes[start] != '\r' || _bytes[start + 1] != '\n')
                start++;
            return start;
        }

        private int IndexOf(char what, int start, int end)
        {
            for (int i = start; i < end; i++)
                if (_bytes[i] == what)
                    return i;
            return -1;
        }
    }
}

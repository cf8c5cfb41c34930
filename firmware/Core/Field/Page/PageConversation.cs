using System;

namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>One connection: bytes in until the request is whole, bytes out until the answer is. The ports own the socket and the clock, and decide nothing.</summary>
    public class PageConversation
    {
        private readonly FieldPage _page;
        private readonly PageRequest _request = new PageRequest();
        private PageAnswer _answer;

        /// <summary>A connection to the page.</summary>
        public PageConversation(FieldPage page)
        {
            _page = page;
        }

        /// <summary>Takes what has arrived.</summary>
        /// <returns>True when the answer is ready for <see cref="Next"/>.</returns>
        public bool Take(byte[] bytes, int count, long elapsedMs)
        {
            if (_answer == null && _request.Take(bytes, count))
                _answer = Answer(elapsedMs);
            return _answer != null;
        }

        /// <summary>The phone took longer than <see cref="PageLimits.RequestMsMost"/>: it is told so.</summary>
        public void Expire()
        {
            if (_answer == null)
                _answer = new PageAnswer(408, "text/plain", new TextBody("The request did not come to its end in time.\n"), "", false);
        }

        /// <summary>The next bytes to send.</summary>
        /// <returns>Their number; 0 when the connection can be closed.</returns>
        public int Next(byte[] buffer)
        {
            return _answer.Next(buffer);
        }

        /// <summary>Lets go of the answer; the port calls it in every case.</summary>
        public void Close()
        {
            if (_answer != null)
                _answer.Close();
        }

        // A fault in a verb is our own bug: it ends this answer with its words, not the page.
        private PageAnswer Answer(long elapsedMs)
        {
            try
            {
                return _page.Answer(_request, elapsedMs);
            }
            catch (Exception e)
            {
                return new PageAnswer(500, "text/plain", new TextBody("fault: " + e.Message + "\n"), "", false);
            }
        }
    }
}

using System.Collections;
using System.Text;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Core.Modem
{
    /// <summary>Puts the pieces of received messages together: start with both lengths, topic and payload in one piece or several, end. What does not fit together is counted and dropped.</summary>
    public class AtMail
    {
        // A gateway sends one acknowledgement a batch and a handful of retained messages: more than this is not for us.
        private const int WaitingMost = 32;

        // A configuration text is the longest message there is.
        private const int PayloadByteCountMost = 16384;
        private const int TopicByteCountMost = 128;

        private readonly Queue _waiting = new Queue();
        private byte[] _topic;
        private byte[] _payload;
        private int _topicCount;
        private int _payloadCount;

        /// <summary>Messages that did not fit together or were too many or too long.</summary>
        public uint Broken { get; private set; }

        /// <summary>Messages that wait.</summary>
        public int Count
        {
            get { return _waiting.Count; }
        }

        /// <summary>The next message, or null.</summary>
        public LinkMessage Take()
        {
            return _waiting.Count > 0 ? (LinkMessage)_waiting.Dequeue() : null;
        }

        /// <summary>A message begins.</summary>
        public void Start(int topicByteCount, int payloadByteCount)
        {
            Drop();
            if (topicByteCount <= 0 || topicByteCount > TopicByteCountMost || payloadByteCount < 0 || payloadByteCount > PayloadByteCountMost)
            {
                Broken++;
                return;
            }
            _topic = new byte[topicByteCount];
            _payload = new byte[payloadByteCount];
        }

        /// <summary>A byte of the topic or of the payload.</summary>
        public void Add(byte value, bool toTopic)
        {
            if (_topic == null)
                return;
            if (toTopic && _topicCount < _topic.Length)
                _topic[_topicCount++] = value;
            else if (!toTopic && _payloadCount < _payload.Length)
                _payload[_payloadCount++] = value;
            else
                Drop();
        }

        /// <summary>The message is complete, or should be.</summary>
        public void End()
        {
            if (_topic == null)
                return;
            if (_topicCount == _topic.Length && _payloadCount == _payload.Length && _waiting.Count < WaitingMost)
            {
                _waiting.Enqueue(new LinkMessage(Encoding.UTF8.GetString(_topic, 0, _topic.Length), _payload));
                _topic = null;
            }
            Drop();
        }

        /// <summary>Forgets a message that has begun; counts it where it was not complete.</summary>
        public void Drop()
        {
            if (_topic != null)
                Broken++;
            _topic = null;
            _payload = null;
            _topicCount = 0;
            _payloadCount = 0;
        }
    }
}

using System;
using System.Collections;
using System.Text;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Settings;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Sending
{
    /// <summary>Delivers unsettled frames: first the newest batch, so that the office sees the present, then the backlog from its oldest end. Sends the bytes that the
    /// journal holds until our own acknowledgement covers them; the broker's PUBACK proves nothing.</summary>
    public class Uplink
    {
        // Times a batch is sent in one wake before the link counts as failed: a lost datagram is common, three in a row are an outage.
        private const int TriesMost = 3;

        // While the box stays awake it looks at the clock and the day's bytes this often.
        private const int AwakePollMs = 5000;

        // Staying awake ends this long before the next wake, s: leaving the network takes a moment.
        private const uint LeaveSeconds = 5;

        // Connecting over GPRS takes up to half a minute.
        private const int OpenTimeoutMs = 45000;

        private readonly LoggerPorts _ports;
        private readonly LoggerConfiguration _configuration;
        private readonly LoggerState _state;
        private readonly SampleJournal _journal;
        private readonly ClockKeeper _clock;
        private readonly string _logger;
        private long _startedMs;
        private int _framesPerBatch;
        private uint _nextContactSeconds;
        private ConfigurationStore _settings;
        private bool _published;

        /// <summary>An uplink for this wake.</summary>
        public Uplink(LoggerPorts ports, LoggerConfiguration configuration, LoggerState state, SampleJournal journal, ClockKeeper clock)
        {
            _ports = ports;
            _configuration = configuration;
            _state = state;
            _journal = journal;
            _clock = clock;
            _logger = LoggerId.ToText(ports.LoggerId);
            _framesPerBatch = configuration.FramesPerBatch;
        }

        /// <summary>Messages other than acknowledgements, for the cycle; elements are <see cref="LinkMessage"/>.</summary>
        public ArrayList Inbox { get; } = new ArrayList();

        /// <summary>Limit of <see cref="Inbox"/>.</summary>
        public const int InboxMost = 16;

        /// <summary>True where the back-off allows an upload now. A clock that was stepped back far cancels the back-off.</summary>
        public bool IsDue
        {
            get
            {
                uint now = _clock.Seconds;
                if (!IsWithinDailyBytes())
                    return false;
                return now >= _state.NextUploadSeconds || _state.NextUploadSeconds - now > (uint)_configuration.BackOffMinutesMost * 60;
            }
        }

        /// <summary>Attaches, delivers what it can, hears <paramref name="mail"/> (null: not now), says how it is, leaves. The state must have been saved before: a sequence on the
        /// air must never be given twice. The box wakes again in <paramref name="nextWakeSeconds"/> and calls again in <paramref name="nextContactSeconds"/>.</summary>
        /// <returns>True where everything sent was acknowledged.</returns>
        public bool Run(uint nextWakeSeconds, uint nextContactSeconds, OfficeMail mail, ConfigurationStore settings)
        {
            _nextContactSeconds = nextContactSeconds;
            _settings = settings;
            _startedMs = _ports.Clock.ElapsedMs;
            int effort = LinkLadder.Effort(_state.LinkFailures);
            AirCost.NoteTry(_state, effort);
            bool opened = _ports.Link.Open(effort, OpenTimeoutMs);
            if (opened)
                TakeLinkTime();
            bool delivered = opened && DeliverAll();
            ILinkReport report = _ports.Link as ILinkReport;
            _state.NoteAttempt(LinkAttempt.Of(_ports.Link, _clock.Seconds, opened, _published, delivered), report == null ? 0 : report.SignalDbm);
            if (delivered)
            {
                uint sleepsUntil = _clock.Seconds + nextWakeSeconds;
                if (mail != null)
                    TakeMessages(mail);
                SendStatus(settings.IsTrial ? nextWakeSeconds : nextContactSeconds);
                if (mail != null)
                    StayAwake(mail, sleepsUntil);
            }
            _ports.Link.Close();
            if (delivered)
            {
                _state.LinkFailures = 0;
                _state.NextUploadSeconds = 0;
                _state.LastAcknowledgedSeconds = _clock.Seconds;
                return true;
            }
            _state.LinkFailures++;
            _state.NextUploadSeconds = _clock.Seconds + BackOff.Seconds(_state.LinkFailures, (uint)_configuration.BackOffMinutesMost * 60, _ports.LoggerId);
            return false;
        }

        /// <summary>A time that the link heard on its way sets a clock that is far off; the gateway's, seconds later, is better.</summary>
        private void TakeLinkTime()
        {
            ILinkReport report = _ports.Link as ILinkReport;
            if (report == null || !report.TakeTime(out long utcMilliseconds, out ClockSource source, out uint errorMs))
                return;
            _clock.Offer(utcMilliseconds, source, errorMs);
        }

        private bool DeliverAll()
        {
            ArrayList newest = Newest();
            if (!Deliver(newest))
                return false;
            JournalReader reader = _journal.Reader();
            bool more = _state.UnsettledCount > 0;
            if (more)
                reader.MoveTo(_journal.FirstUnsettledSegment, 0);
            while (more && _ports.Clock.ElapsedMs - _startedMs < _configuration.AirSecondsMost * 1000L && IsWithinDailyBytes())
            {
                ArrayList batch = new ArrayList();
                more = Gather(reader, batch);
                if (batch.Count > 0 && !Deliver(batch))
                    return false;
                // An answered batch shows that the link is good: the next may be twice as long, which saves round trips.
                _framesPerBatch = _framesPerBatch * 2 > Envelope.FramesMost ? Envelope.FramesMost : _framesPerBatch * 2;
            }
            // The reader has seen every frame there is; what is still not settled cannot be read any more.
            _state.FramesMissing = !more && _state.UnsettledCount > 0;
            return true;
        }

        /// <summary>The last unsettled frames, at most a batch.</summary>
        private ArrayList Newest()
        {
            // Where the present is all that waits, the end of the segment holds it: what lies before a settled frame need not be read.
            int tail = (int)_state.NewestSegmentByteCount - (_framesPerBatch + 1) * SampleFrame.ByteCount;
            ArrayList batch = NewestFrom(tail > 0 ? tail : 0, out bool beginsSettled);
            return tail <= 0 || beginsSettled ? batch : NewestFrom(0, out beginsSettled);
        }

        private ArrayList NewestFrom(int position, out bool beginsSettled)
        {
            ArrayList batch = new ArrayList();
            JournalReader reader = _journal.Reader();
            EpochCursor cursor = _state.Current;
            beginsSettled = false;
            bool isFirst = true;
            reader.MoveTo(_state.NewestSegment, position);
            while (reader.Next())
            {
                if (isFirst)
                    beginsSettled = reader.Epoch != cursor.Epoch || cursor.IsSettled(reader.Sequence);
                isFirst = false;
                if (reader.Epoch != cursor.Epoch || cursor.IsSettled(reader.Sequence))
                    continue;
                batch.Add(reader.FrameBytes());
                if (batch.Count > _framesPerBatch)
                    batch.RemoveAt(0);
            }
            return batch;
        }

        private bool Gather(JournalReader reader, ArrayList batch)
        {
            while (reader.Next())
            {
                EpochCursor cursor = _state.CursorOf(reader.Epoch);
                if (cursor == null || cursor.IsSettled(reader.Sequence))
                    continue;
                batch.Add(reader.FrameBytes());
                if (batch.Count == _framesPerBatch)
                    return true;
            }
            return false;
        }

        private bool Deliver(ArrayList batch)
        {
            for (int i = 0; i < TriesMost; i++)
            {
                _state.BatchId++;
                byte[] payload = Payload(batch);
                long sentMs = _ports.Clock.ElapsedMs;
                _state.DayAirBytes += (uint)(payload.Length + AirCost.UploadByteCount);
                _published = _ports.Link.Publish(Topics.Data(_logger), payload);
                if (!_published)
                    return false;
                if (AwaitAcknowledgement(batch, sentMs))
                    return true;
            }
            return false;
        }

        private byte[] Payload(ArrayList batch)
        {
            int byteCount = Envelope.HeaderByteCount;
            foreach (byte[] frame in batch)
                byteCount += frame.Length;
            byte[] payload = new byte[byteCount];
            uint unsettled = _state.UnsettledCount;
            // Frames that are sent again on request were settled long ago and do not wait.
            uint waiting = unsettled > (uint)batch.Count ? unsettled - (uint)batch.Count : 0;
            long now = _ports.Clock.UtcMilliseconds;
            Envelope envelope = new Envelope
            {
                LoggerId = _ports.LoggerId,
                BatchId = _state.BatchId,
                SendUtcSeconds = (uint)(now / 1000),
                SendMilliseconds = (int)(now % 1000),
                Backlog = (int)(waiting > 65535 ? 65535 : waiting),
                NextContactSeconds = _nextContactSeconds,
                FrameCount = batch.Count,
            };
            envelope.WriteHeader(payload);
            int offset = Envelope.HeaderByteCount;
            foreach (byte[] frame in batch)
            {
                Array.Copy(frame, 0, payload, offset, frame.Length);
                offset += frame.Length;
            }
            return payload;
        }

        /// <summary>Waits for the answer to this batch, or until answers to earlier ones have settled it. The answer proves that a gateway has looked at its archive; a frame
        /// that it does not cover (more holes than the message has room for) stays unsettled and goes out again in another wake.</summary>
        private bool AwaitAcknowledgement(ArrayList batch, long sentMs)
        {
            long deadline = sentMs + _configuration.AcknowledgeSecondsMost * 1000L;
            while (true)
            {
                long left = deadline - _ports.Clock.ElapsedMs;
                LinkMessage message = left > 0 ? _ports.Link.Receive((int)left) : null;
                if (message == null)
                    return false;
                if (message.Topic != Topics.Ack(_logger))
                {
                    Keep(message);
                    continue;
                }
                Acknowledgement acknowledgement = Acknowledgement.Read(message.Payload);
                if (acknowledgement == null || acknowledgement.LoggerId != _ports.LoggerId)
                    continue;
                Settle(acknowledgement);
                if (acknowledgement.BatchId == _state.BatchId)
                {
                    TakeTime(acknowledgement, sentMs);
                    return true;
                }
                if (batch.Count > 0 && IsSettled(batch))
                    return true;
            }
        }

        private void Settle(Acknowledgement acknowledgement)
        {
            EpochCursor cursor = _state.CursorOf(acknowledgement.Epoch);
            if (cursor != null && !cursor.Settle(acknowledgement) && cursor == _state.Current)
                _state.EpochInDoubt = true;
        }

        private bool IsSettled(ArrayList batch)
        {
            foreach (byte[] frame in batch)
            {
                EpochCursor cursor = _state.CursorOf(LittleEndian.GetU32(frame, 8));
                if (cursor != null && !cursor.IsSettled(LittleEndian.GetU32(frame, 12)))
                    return false;
            }
            return true;
        }

        /// <summary>The gateway's clock, half the round trip old; the other half is the doubt.</summary>
        private void TakeTime(Acknowledgement acknowledgement, long sentMs)
        {
            long roundTripMs = _ports.Clock.ElapsedMs - sentMs;
            long utc = acknowledgement.GatewayUtcSeconds * 1000L + acknowledgement.GatewayMilliseconds + roundTripMs / 2;
            _clock.Offer(utc, ClockSource.Gateway, (uint)(roundTripMs / 2 + 100));
        }

        /// <summary>Hears what the office has for us and answers.</summary>
        private void TakeMessages(OfficeMail mail)
        {
            LinkMessage message = _ports.Link.Receive(0);
            while (message != null && Inbox.Count < InboxMost)
            {
                Keep(message);
                message = _ports.Link.Receive(0);
            }
            for (int i = 0; i < Inbox.Count; i++)
            {
                string answer = mail.Obey((LinkMessage)Inbox[i]);
                if (mail.Resend != null)
                    answer = SendAgain(mail);
                if (answer != null)
                    Say(Topics.Reply(_logger), answer);
            }
            Inbox.Clear();
        }

        /// <summary>Frames of the current epoch once more, from the first to the last sequence of the command.</summary>
        /// <returns>The answer; null where the link broke: then the office asks again.</returns>
        private string SendAgain(OfficeMail mail)
        {
            RemoteCommand command = mail.Resend;
            uint first = (uint)command.Number("first");
            uint last = (uint)command.Number("last");
            uint reached = first - 1;
            int count = 0;
            JournalReader reader = _journal.Reader();
            reader.MoveTo(0, 0);
            ArrayList batch = new ArrayList();
            bool more = true;
            while (more && _ports.Clock.ElapsedMs - _startedMs < _configuration.AirSecondsMost * 1000L && IsWithinDailyBytes())
            {
                more = reader.Next();
                if (more && reader.Epoch == _state.Current.Epoch && reader.Sequence >= first && reader.Sequence <= last)
                    batch.Add(reader.FrameBytes());
                if (batch.Count == 0 || (more && batch.Count < _framesPerBatch))
                    continue;
                if (!Deliver(batch))
                {
                    mail.GiveUpResend();
                    return null;
                }
                count += batch.Count;
                reached = LittleEndian.GetU32((byte[])batch[batch.Count - 1], 12);
                batch = new ArrayList();
            }
            string words = "done: " + count + " of " + (last - first + 1) + " frames sent again";
            return mail.Answer(command, more ? words + "; air time or bytes of the day are used up, go on from " + (reached + 1) : words);
        }

        /// <summary>Hears commands until the time set by one has passed, the next wake is near, or the day's bytes are used up.</summary>
        private void StayAwake(OfficeMail mail, uint sleepsUntil)
        {
            while (!mail.WantsReboot && _clock.Seconds < _state.AwakeUntilSeconds && _clock.Seconds + LeaveSeconds < sleepsUntil && IsWithinDailyBytes())
            {
                uint until = _state.AwakeUntilSeconds < sleepsUntil - LeaveSeconds ? _state.AwakeUntilSeconds : sleepsUntil - LeaveSeconds;
                long leftMs = (until - _clock.Seconds) * 1000L;
                LinkMessage message = _ports.Link.Receive(leftMs < AwakePollMs ? (int)leftMs : AwakePollMs);
                if (message == null)
                    continue;
                Keep(message);
                TakeMessages(mail);
            }
        }

        private void SendStatus(uint nextContactSeconds)
        {
            // Samples come first: the status may only use the first quarter of the day's bytes.
            if (_configuration.AirKilobytesPerDayMost == 0 || _state.DayAirBytes < (uint)_configuration.AirKilobytesPerDayMost * 1024 / 4)
                Say(Topics.Status(_logger), StatusMessage.Of(_ports, _configuration, _state, _settings, _journal, _clock, nextContactSeconds));
        }

        private void Say(string topic, string text)
        {
            byte[] payload = Encoding.UTF8.GetBytes(text);
            _state.DayAirBytes += (uint)(payload.Length + AirCost.MessageByteCount);
            _ports.Link.Publish(topic, payload);
        }

        private bool IsWithinDailyBytes()
        {
            return _configuration.AirKilobytesPerDayMost == 0 || _state.DayAirBytes < (uint)_configuration.AirKilobytesPerDayMost * 1024;
        }

        private void Keep(LinkMessage message)
        {
            if (message.Topic == Topics.Ack(_logger))
                return;
            _state.DayAirBytes += (uint)(message.Payload.Length + AirCost.MessageByteCount);
            if (Inbox.Count < InboxMost)
                Inbox.Add(message);
        }
    }
}

using System;
using System.Collections;
using System.Security.Cryptography.X509Certificates;
using System.Threading;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;
using nanoFramework.Hardware.Esp32;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Messages;
using nanoFramework.Networking;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>
    /// MQTT over WiFi. The client keeps every message in RAM and empties its queues when the broker answers a ping: so one message is published at a time, its queue is
    /// short, and the keep-alive is longer than any stay on the air.
    /// </summary>
    public class WifiLink : ILink, ILinkReport
    {
        // The longest air time that the configuration permits is an hour.
        private const ushort KeepAliveSeconds = 3700;
        private const int PublishTimeoutMs = 15000;
        private const int SubscribeTimeoutMs = 15000;
        private const int SntpTimeoutMs = 15000;
        private const int PollMs = 10;

        // The runtime asks the time server by itself and does not tell the round trip: a second covers a slow one.
        private const uint SntpErrorMs = 1000;
        private const int ReportLengthMost = 60;

        // The client's one queue holds what is published, subscribed and received, and drops what does not fit without a word: with a length of 1 an acknowledgement that
        // comes before the broker's confirmation would be lost. Eight hold the retained messages and the acknowledgements of one batch.
        private const int QueueLength = 8;

        // A gateway sends one acknowledgement a batch and a handful of retained messages: more than this is not for us.
        private const int WaitingMost = 32;

        private readonly BoxSettings _settings;
        private readonly Esp32Clock _clock;
        private readonly string _logger;
        private readonly Queue _waiting = new Queue();
        private MqttClient _client;
        private int _publishedId = -1;
        private bool _isSubscribed;
        private bool _askedTime;

        /// <summary>A link with the box's settings; nothing is switched on yet.</summary>
        public WifiLink(BoxSettings settings, Esp32Clock clock)
        {
            _settings = settings;
            _clock = clock;
            _logger = LoggerId.ToText(settings.LoggerId);
        }

        /// <summary>Why the link last failed, for the console; empty where it did not.</summary>
        public string Reason { get; private set; } = "";

        /// <inheritdoc/>
        public string Report
        {
            get
            {
                // The reason is a sentence; in an event it is one word.
                string word = "";
                foreach (char c in Reason)
                    if (word.Length < ReportLengthMost)
                        word += c == ' ' || c == '=' ? '_' : c;
                return "wifi=" + (word.Length == 0 ? "ok" : word);
            }
        }

        /// <summary>Never known: the runtime tells the strength of networks found by a scan, and none of the one we are in.</summary>
        public int SignalDbm
        {
            get { return 0; }
        }

        /// <inheritdoc/>
        public bool HasNetwork { get; private set; }

        /// <inheritdoc/>
        public int ModemResult
        {
            get { return Core.Modem.ModemResult.Ok; }
        }

        /// <inheritdoc/>
        public bool TakeTime(out long utcMilliseconds, out ClockSource source, out uint errorMs)
        {
            source = ClockSource.Sntp;
            errorMs = SntpErrorMs;
            utcMilliseconds = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
            return _askedTime && Esp32Clock.SystemClockIsSet;
        }

        /// <inheritdoc/>
        public bool Open(int effort, int timeoutMs)
        {
            _askedTime = false;
            HasNetwork = false;
            try
            {
                if (effort != LinkEffort.Connect)
                    WifiNetworkHelper.Disconnect();
                if (effort == LinkEffort.PowerCycle)
                    WifiNetworkHelper.Reset();
                using (CancellationTokenSource patience = new CancellationTokenSource(timeoutMs))
                {
                    if (!WifiNetworkHelper.ConnectDhcp(_settings.WifiName, _settings.WifiPassword, System.Device.Wifi.WifiReconnectionKind.Automatic, false, 0, patience.Token))
                        return Fail("wifi: status " + (int)WifiNetworkHelper.Status);
                }
                HasNetwork = true;
                if (_settings.BrokerUsesTls && !HasTimeForCertificates())
                    return Fail("sntp: no time, so no certificate can be judged");
                return Connect();
            }
            catch (Exception e)
            {
                return Fail(e.Message);
            }
        }

        /// <inheritdoc/>
        public bool Publish(string topic, byte[] payload)
        {
            try
            {
                if (_client == null || !_client.IsConnected)
                    return Fail("mqtt: not connected");
                int id = _client.Publish(topic, payload, "", new ArrayList(), MqttQoSLevel.AtLeastOnce, false);
                for (long waited = 0; _publishedId != id && _client.IsConnected && waited < PublishTimeoutMs; waited += PollMs)
                    Thread.Sleep(PollMs);
                return _publishedId == id || Fail("mqtt: the broker did not confirm");
            }
            catch (Exception e)
            {
                return Fail(e.Message);
            }
        }

        /// <inheritdoc/>
        public LinkMessage Receive(int timeoutMs)
        {
            long deadline = _clock.ElapsedMs + timeoutMs;
            while (true)
            {
                lock (_waiting)
                {
                    if (_waiting.Count > 0)
                        return (LinkMessage)_waiting.Dequeue();
                }
                if (_clock.ElapsedMs >= deadline || _client == null || !_client.IsConnected)
                    return null;
                Thread.Sleep(PollMs);
            }
        }

        /// <inheritdoc/>
        public void Close()
        {
            try
            {
                if (_client != null)
                {
                    _client.Disconnect();
                    _client.Dispose();
                }
                WifiNetworkHelper.Disconnect();
            }
            catch (Exception e)
            {
                Fail(e.Message);
            }
            _client = null;
            _clock.GiveSystemTime();
        }

        private bool Connect()
        {
            _client = new MqttClient(_settings.BrokerHost, _settings.BrokerPort, _settings.BrokerUsesTls,
                _settings.Authority.Length == 0 ? null : new X509Certificate(_settings.Authority), null,
                _settings.BrokerUsesTls ? MqttSslProtocols.TLSv1_2 : MqttSslProtocols.None);
            _client.ProtocolVersion = MqttProtocolVersion.Version_3_1_1;
            _client.Settings.InflightQueueSize = QueueLength;
            _client.MqttMsgPublishReceived += OnMessage;
            _client.MqttMsgPublished += OnPublished;
            _client.MqttMsgSubscribed += OnSubscribed;
            MqttReasonCode answer = _client.Connect(_logger, _logger, _settings.BrokerPassword, true, KeepAliveSeconds);
            if (answer != MqttReasonCode.Success)
                return Fail("mqtt: refused with " + (int)answer);
            _isSubscribed = false;
            _client.Subscribe(new string[] { Topics.AllDown(_logger) }, new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce });
            // Before the broker has the subscription an acknowledgement would go past us.
            for (int waited = 0; !_isSubscribed && _client.IsConnected && waited < SubscribeTimeoutMs; waited += PollMs)
                Thread.Sleep(PollMs);
            if (!_isSubscribed)
                return Fail("mqtt: the broker did not take the subscription");
            Reason = "";
            return true;
        }

        /// <summary>Certificates have dates: a box that lost its time asks SNTP. The record's clock is set by the gateway's acknowledgement, which tells the step.</summary>
        private bool HasTimeForCertificates()
        {
            if (Esp32Clock.SystemClockIsSet)
                return true;
            Sntp.Server1 = _settings.TimeServer;
            Sntp.Start();
            Sntp.UpdateNow();
            _askedTime = true;
            long deadline = _clock.ElapsedMs + SntpTimeoutMs;
            while (!Esp32Clock.SystemClockIsSet && _clock.ElapsedMs < deadline)
                Thread.Sleep(PollMs);
            Sntp.Stop();
            return Esp32Clock.SystemClockIsSet;
        }

        private void OnMessage(object sender, MqttMsgPublishEventArgs e)
        {
            lock (_waiting)
            {
                if (_waiting.Count < WaitingMost)
                    _waiting.Enqueue(new LinkMessage(e.Topic, e.Message));
            }
        }

        private void OnPublished(object sender, MqttMsgPublishedEventArgs e)
        {
            if (e.IsPublished)
                _publishedId = e.MessageId;
        }

        private void OnSubscribed(object sender, MqttMsgSubscribedEventArgs e)
        {
            _isSubscribed = true;
        }

        private bool Fail(string reason)
        {
            Reason = reason;
            Console.WriteLine("link: " + reason);
            return false;
        }
    }
}

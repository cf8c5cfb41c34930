using System.Text;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Modem
{
    /// <summary>
    /// MQTT and TLS inside the modem: commands of SIMCom's A76XX family (A76XX Series AT Command Manual, chapters 18 and 19; A7600 Series MQTT(S) Application Note), which
    /// the board's SIM7672G speaks. Quality of service 1, payloads as bytes.
    /// </summary>
    public class AtBroker
    {
        private const int CommandMs = 9000;

        // The manual gives CMQTT commands no longest time but a setting, 20 to 120 s for sending and receiving; and 1 to 180 s for a publication.
        private const int OperationSeconds = 30;
        private const int OperationMs = (OperationSeconds + 5) * 1000;

        // Longer than any stay on the air (an hour at most); the range is 1 to 64800 s.
        private const int KeepAliveSeconds = 3700;

        // Result numbers of chapter 18.3.
        private const int ClientIsUsed = 19;
        private const int NetworkIsOpened = 23;
        private const int RefusedFirst = 27;
        private const int RefusedLast = 31;
        private const int HandshakeFailed = 32;
        private const int NoCertificateSet = 33;

        private readonly AtPort _port;
        private readonly IClock _clock;
        private readonly ModemSettings _settings;
        private long _deadlineMs;

        /// <summary>A broker behind a line.</summary>
        public AtBroker(AtPort port, IClock clock, ModemSettings settings)
        {
            _port = port;
            _clock = clock;
            _settings = settings;
        }

        /// <summary>True between a connection and its loss.</summary>
        public bool IsConnected { get; private set; }

        /// <summary>The number that the modem gave with the last refusal; 0 where it gave none.</summary>
        public int ErrorNumber { get; private set; }

        /// <summary>Connects and subscribes to all that comes down to the logger, until <paramref name="deadlineMs"/> of the elapsed time.</summary>
        /// <returns>One of <see cref="ModemResult"/>.</returns>
        public int Connect(long deadlineMs)
        {
            _deadlineMs = deadlineMs;
            int result = ConnectInTime();
            _deadlineMs = 0;
            return result;
        }

        private int ConnectInTime()
        {
            if (_clock.ElapsedMs >= _deadlineMs)
                return ModemResult.TimeOver;
            ErrorNumber = 0;
            _port.BeginConnection();
            int result = _settings.BrokerUsesTls ? SetUpTls() : ModemResult.Ok;
            if (result == ModemResult.Ok)
                result = Begin();
            if (result != ModemResult.Ok)
                return result;
            string login = _settings.BrokerPassword.Length == 0 ? "" : ",\"" + _settings.Logger + "\",\"" + _settings.BrokerPassword + "\"";
            int error = Ask("AT+CMQTTCONNECT=0,\"tcp://" + _settings.BrokerHost + ":" + _settings.BrokerPort + "\"," + KeepAliveSeconds + ",1" + login, "+CMQTTCONNECT:", 1);
            if (error != 0)
                return error < 0 ? ModemResult.CommandTimeout
                    : error >= RefusedFirst && error <= RefusedLast ? ModemResult.BrokerRefused
                    : error == HandshakeFailed || error == NoCertificateSet ? ModemResult.TlsRefused : ModemResult.BrokerUnreachable;
            IsConnected = true;
            byte[] topic = Encoding.UTF8.GetBytes(Topics.AllDown(_settings.Logger));
            if (_port.CommandWithData("AT+CMQTTSUB=0," + topic.Length + ",1", topic, CommandMs) != AtAnswer.Ok)
                return _port.PromptCame ? ModemResult.SubscribeRefused : ModemResult.PromptMissing;
            return Number("+CMQTTSUB:", 1) == 0 ? ModemResult.Ok : ModemResult.SubscribeRefused;
        }

        /// <summary>Publishes bytes with quality of service 1 and waits for the broker's confirmation.</summary>
        /// <returns>One of <see cref="ModemResult"/>.</returns>
        public int Publish(string topic, byte[] payload)
        {
            ErrorNumber = 0;
            byte[] name = Encoding.UTF8.GetBytes(topic);
            if (_port.CommandWithData("AT+CMQTTTOPIC=0," + name.Length, name, CommandMs) != AtAnswer.Ok)
                return Lost(_port.PromptCame ? ModemResult.PublishFailed : ModemResult.PromptMissing);
            if (_port.CommandWithData("AT+CMQTTPAYLOAD=0," + payload.Length, payload, CommandMs) != AtAnswer.Ok)
                return Lost(_port.PromptCame ? ModemResult.PublishFailed : ModemResult.PromptMissing);
            return Ask("AT+CMQTTPUB=0,1," + OperationSeconds, "+CMQTTPUB:", 1) == 0 ? ModemResult.Ok : Lost(ModemResult.PublishFailed);
        }

        /// <summary>Leaves the broker. What fails here does not matter: the supply goes off next.</summary>
        public void Disconnect()
        {
            if (IsConnected && !_port.ConnectionLost)
                Ask("AT+CMQTTDISC=0," + OperationSeconds, "+CMQTTDISC:", 1);
            IsConnected = false;
            _port.Command("AT+CMQTTREL=0", CommandMs);
            Ask("AT+CMQTTSTOP", "+CMQTTSTOP:", 0);
        }

        /// <summary>The authority is stored in the modem under a name with its checksum, so it goes over once, not with every wake.</summary>
        private int SetUpTls()
        {
            // Without it the modem would take any server for the broker.
            if (_settings.Authority.Length == 0)
                return ModemResult.NoCertificate;
            byte[] pem = Encoding.UTF8.GetBytes(_settings.Authority);
            string name = "ca" + Crc32.Of(pem, 0, pem.Length).ToString("X8") + ".pem";
            bool isStored = _port.Command("AT+CCERTLIST", CommandMs) == AtAnswer.Ok && _port.Line("+CCERTLIST: \"" + name + "\"") != null;
            if (!isStored && _port.CommandWithData("AT+CCERTDOWN=\"" + name + "\"," + pem.Length, pem, CommandMs) != AtAnswer.Ok)
                return ModemResult.NoCertificate;
            if (_port.Command("AT+CSSLCFG=\"cacert\",0,\"" + name + "\"", CommandMs) != AtAnswer.Ok)
                return ModemResult.NoCertificate;
            // 3 = TLS 1.2; authmode 1 = the server must prove itself; the certificate's dates count; the name goes with the handshake.
            bool isSet = _port.Command("AT+CSSLCFG=\"sslversion\",0,3", CommandMs) == AtAnswer.Ok
                && _port.Command("AT+CSSLCFG=\"authmode\",0,1", CommandMs) == AtAnswer.Ok
                && _port.Command("AT+CSSLCFG=\"ignorelocaltime\",0,0", CommandMs) == AtAnswer.Ok
                && _port.Command("AT+CSSLCFG=\"enableSNI\",0,1", CommandMs) == AtAnswer.Ok;
            return isSet ? ModemResult.Ok : ModemResult.NoCertificate;
        }

        private int Begin()
        {
            int error = Ask("AT+CMQTTSTART", "+CMQTTSTART:", 0);
            if (error != 0 && error != NetworkIsOpened)
                return error < 0 ? ModemResult.CommandTimeout : ModemResult.NoBearer;
            string client = "AT+CMQTTACCQ=0,\"" + _settings.Logger + "\"," + (_settings.BrokerUsesTls ? "1" : "0");
            if (_port.Command(client, CommandMs) != AtAnswer.Ok)
            {
                string line = _port.Line("+CMQTTACCQ:");
                if (line == null || AtText.Number(line, 1) != ClientIsUsed)
                    return ModemResult.Refused;
                _port.Command("AT+CMQTTREL=0", CommandMs);
                if (_port.Command(client, CommandMs) != AtAnswer.Ok)
                    return ModemResult.Refused;
            }
            bool isSet = (!_settings.BrokerUsesTls || _port.Command("AT+CMQTTSSLCFG=0,0", CommandMs) == AtAnswer.Ok)
                && _port.Command("AT+CMQTTCFG=\"version\",0,4", CommandMs) == AtAnswer.Ok
                && _port.Command("AT+CMQTTCFG=\"checkUTF8\",0,0", CommandMs) == AtAnswer.Ok
                && _port.Command("AT+CMQTTCFG=\"optimeout\",0," + OperationSeconds, CommandMs) == AtAnswer.Ok;
            return isSet ? ModemResult.Ok : ModemResult.Refused;
        }

        /// <summary>A command whose result comes in a line of its own, before or after the answer.</summary>
        /// <returns>The result's number; -1 where none came, 1 for a bare ERROR.</returns>
        private int Ask(string command, string word, int place)
        {
            int answer = _port.Command(command, CommandMs);
            if (answer == AtAnswer.Error)
            {
                string line = _port.Line(word);
                ErrorNumber = line == null ? 1 : AtText.Number(line, place);
                return ErrorNumber == 0 ? 1 : ErrorNumber;
            }
            return answer == AtAnswer.Ok ? Number(word, place) : -1;
        }

        private int Number(string word, int place)
        {
            long left = _deadlineMs == 0 ? OperationMs : _deadlineMs - _clock.ElapsedMs;
            string line = _port.Await(word, left < 0 ? 0 : left < OperationMs ? (int)left : OperationMs);
            ErrorNumber = line == null ? 0 : AtText.Number(line, place);
            return line == null ? -1 : ErrorNumber;
        }

        /// <summary>A loss that the modem has told says more than the command that failed by it.</summary>
        private int Lost(int result)
        {
            if (!_port.ConnectionLost)
                return result;
            IsConnected = false;
            return _port.Starts > 0 ? ModemResult.Restarted : ModemResult.ConnectionLost;
        }
    }
}

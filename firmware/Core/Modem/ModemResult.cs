namespace KarstLogger.Firmware.Core.Modem
{
    /// <summary>How a try over the modem ended. Each has a name and is counted, because at a spring nobody sees the modem's lamps.</summary>
    public static class ModemResult
    {
        /// <summary>Nothing went wrong.</summary>
        public const int Ok = 0;

        /// <summary>No answer to AT after the supply came on.</summary>
        public const int Silent = 1;

        /// <summary>No card, or a card that fails (+CME ERROR 10, 13; 3GPP TS 27.007, 9.2).</summary>
        public const int NoSim = 2;

        /// <summary>The card wants a PIN and the settings have none, or the PIN was refused before: a third wrong one would lock the card.</summary>
        public const int SimLocked = 3;

        /// <summary>Not registered in time: no coverage, or no aerial.</summary>
        public const int NoNetwork = 4;

        /// <summary>The network refuses this card (registration state 3), or it would roam and must not.</summary>
        public const int NetworkDenied = 5;

        /// <summary>Registered, and no data connection: a wrong APN, or no contract for data.</summary>
        public const int NoBearer = 6;

        /// <summary>Nobody told the time, so no certificate can be judged.</summary>
        public const int NoTime = 7;

        /// <summary>The modem did not take the certificate authority.</summary>
        public const int NoCertificate = 8;

        /// <summary>The broker cannot be reached: name, port, or the way to it.</summary>
        public const int BrokerUnreachable = 9;

        /// <summary>TLS did not come about: another authority, an old certificate, a wrong date.</summary>
        public const int TlsRefused = 10;

        /// <summary>The broker refuses the client: name or password.</summary>
        public const int BrokerRefused = 11;

        /// <summary>The subscription was not taken.</summary>
        public const int SubscribeRefused = 12;

        /// <summary>The modem did not ask for the data that it had been announced.</summary>
        public const int PromptMissing = 13;

        /// <summary>The message was not taken, or the broker did not confirm it.</summary>
        public const int PublishFailed = 14;

        /// <summary>The connection to the broker went away.</summary>
        public const int ConnectionLost = 15;

        /// <summary>The modem began again by itself.</summary>
        public const int Restarted = 16;

        /// <summary>ERROR where none of the above says more.</summary>
        public const int Refused = 17;

        /// <summary>No answer to a command.</summary>
        public const int CommandTimeout = 18;

        /// <summary>A message that came in pieces did not fit together, or was longer than we hold.</summary>
        public const int MessageBroken = 19;

        /// <summary>The time for this try was over.</summary>
        public const int TimeOver = 20;

        /// <summary>The serial port itself failed.</summary>
        public const int PortFault = 21;

        /// <summary>Number of results.</summary>
        public const int Count = 22;

        /// <summary>The result in words, as in events and on the console.</summary>
        public static string Name(int result)
        {
            switch (result)
            {
                case Ok: return "ok";
                case Silent: return "silent";
                case NoSim: return "no_sim";
                case SimLocked: return "sim_locked";
                case NoNetwork: return "no_network";
                case NetworkDenied: return "network_denied";
                case NoBearer: return "no_bearer";
                case NoTime: return "no_time";
                case NoCertificate: return "no_certificate";
                case BrokerUnreachable: return "broker_unreachable";
                case TlsRefused: return "tls_refused";
                case BrokerRefused: return "broker_refused";
                case SubscribeRefused: return "subscribe_refused";
                case PromptMissing: return "prompt_missing";
                case PublishFailed: return "publish_failed";
                case ConnectionLost: return "connection_lost";
                case Restarted: return "restarted";
                case Refused: return "refused";
                case CommandTimeout: return "command_timeout";
                case MessageBroken: return "message_broken";
                case TimeOver: return "time_over";
                case PortFault: return "port_fault";
                default: return "unknown";
            }
        }
    }
}

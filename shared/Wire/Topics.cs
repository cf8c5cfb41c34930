namespace KarstLogger.Wire
{
    /// <summary>
    /// The MQTT topics. <c>karst/v1/{logger}/up/...</c> is written by the logger alone, <c>karst/v1/{logger}/down/...</c> read by it alone;
    /// with the logger's name as broker user two ACL patterns guard the whole fleet.
    /// </summary>
    public static class Topics
    {
        /// <summary>First words of every topic.</summary>
        public const string Root = "karst/v1/";

        /// <summary>Filter of a gateway for all uploads.</summary>
        public const string AllData = "karst/v1/+/up/data";

        /// <summary>Filter of a gateway for all status messages.</summary>
        public const string AllStatus = "karst/v1/+/up/status";

        /// <summary>Filter of a gateway for all replies to commands.</summary>
        public const string AllReplies = "karst/v1/+/up/reply";

        /// <summary>Uploads of frames.</summary>
        public static string Data(string logger)
        {
            return Root + logger + "/up/data";
        }

        /// <summary>Status of the logger, with the time of its next contact.</summary>
        public static string Status(string logger)
        {
            return Root + logger + "/up/status";
        }

        /// <summary>Answers to commands.</summary>
        public static string Reply(string logger)
        {
            return Root + logger + "/up/reply";
        }

        /// <summary>Acknowledgements to the logger.</summary>
        public static string Ack(string logger)
        {
            return Root + logger + "/down/ack";
        }

        /// <summary>Configuration text for the logger; retained, one message.</summary>
        public static string Config(string logger)
        {
            return Root + logger + "/down/config";
        }

        /// <summary>Firmware offer for the logger; retained, one message.</summary>
        public static string Firmware(string logger)
        {
            return Root + logger + "/down/firmware";
        }

        /// <summary>Commands to the logger, each with an id and an expiry.</summary>
        public static string Command(string logger)
        {
            return Root + logger + "/down/command";
        }

        /// <summary>Everything that is meant for one logger.</summary>
        public static string AllDown(string logger)
        {
            return Root + logger + "/down/#";
        }

        /// <summary>Derived results of a station, republished by the gateway.</summary>
        public static string StationState(string station)
        {
            return Root + "stations/" + station + "/state";
        }

        /// <summary>The logger's name in a topic below <see cref="Root"/>, or null.</summary>
        public static string LoggerOf(string topic)
        {
            if (topic.Length <= Root.Length || topic.Substring(0, Root.Length) != Root)
                return null;
            int end = topic.IndexOf('/', Root.Length);
            return end < 0 ? null : topic.Substring(Root.Length, end - Root.Length);
        }
    }
}

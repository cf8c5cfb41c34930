namespace KarstLogger.Firmware.Core.Field.Page
{
    /// <summary>The limits of the box's page, each with its name: a box with 100 KB of heap answers one small request at a time and refuses the rest with its reason.</summary>
    public static class PageLimits
    {
        /// <summary>Request line and header fields together, bytes. Phones send 400 to 900.</summary>
        public const int HeaderByteCountMost = 3072;

        /// <summary>Body of a POST, bytes: <c>line=</c> and a console line of 512 characters, each of up to three UTF-8 bytes in percent form.</summary>
        public const int BodyByteCountMost = 5 + LineLengthMost * 9;

        /// <summary>Target of the request, bytes: a console line in percent form.</summary>
        public const int TargetByteCountMost = 2048;

        /// <summary>Header fields.</summary>
        public const int FieldCountMost = 48;

        /// <summary>Characters of a console line, as in docs/console.md.</summary>
        public const int LineLengthMost = 512;

        /// <summary>From connection to the whole request, ms; the port hangs up after it, so that a silent phone holds nobody off.</summary>
        public const int RequestMsMost = 5000;

        /// <summary>A phone that takes no byte of its answer for so long is hung up on, ms.</summary>
        public const int SendMsMost = 10000;

        /// <summary>Bytes sent at a time: one WiFi frame's payload.</summary>
        public const int SendByteCount = 1436;

        /// <summary>Connections that may wait while one is answered; browsers open up to six.</summary>
        public const int WaitingMost = 6;

        /// <summary>Bytes of the page as served, both languages included (field practice D1: under 40 kB).</summary>
        public const int PageByteCountMost = 40000;
    }
}

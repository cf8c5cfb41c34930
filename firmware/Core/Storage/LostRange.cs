namespace KarstLogger.Firmware.Core.Storage
{
    /// <summary>Frames that can never be delivered: deleted unsent because the drive was full, or found damaged.</summary>
    public class LostRange
    {
        /// <summary>The drive was full.</summary>
        public const string Full = "full";

        /// <summary>The bytes on the drive are broken or gone.</summary>
        public const string Damaged = "damaged";

        /// <summary>A range with its reason.</summary>
        public LostRange(uint epoch, uint first, uint last, string reason)
        {
            Epoch = epoch;
            First = first;
            Last = last;
            Reason = reason;
        }

        /// <summary>Epoch of the frames.</summary>
        public uint Epoch { get; }

        /// <summary>First sequence.</summary>
        public uint First { get; }

        /// <summary>Last sequence.</summary>
        public uint Last { get; }

        /// <summary>One of the constants of this class.</summary>
        public string Reason { get; }

        /// <summary>How many frames.</summary>
        public uint Count
        {
            get { return Last - First + 1; }
        }

        /// <summary>The words of the event.</summary>
        public string ToText()
        {
            return "epoch=" + Epoch + " first=" + First + " last=" + Last + " count=" + Count + " reason=" + Reason;
        }
    }
}

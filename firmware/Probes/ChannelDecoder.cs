using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Probes
{
    /// <summary>From the sonde's number to the reading, with the reject rules of the channel.</summary>
    public static class ChannelDecoder
    {
        /// <summary>Puts a number in the sonde's unit into the reading.</summary>
        public static void Put(SondeReading reading, SondeChannel channel, double number)
        {
            ProbeStatus status = ProbeStatus.Ok;
            if (double.IsNaN(number) || (channel.RejectZero && number == 0) || (channel.HasSentinel && number == channel.Sentinel))
                status = ProbeStatus.Rejected;
            if (channel.Quantity >= 0)
                reading.Set(channel.Quantity, number * channel.Factor, status);
            else if (status == ProbeStatus.Ok || !channel.RejectZero)
                reading.AddExtra(channel.ChannelId, channel.ChannelScale, number * channel.Factor, status);
        }

        /// <summary>Says of a quantity why it has no value; a further channel is left out.</summary>
        public static void PutStatus(SondeReading reading, SondeChannel channel, ProbeStatus status)
        {
            if (channel.Quantity >= 0)
                reading.SetStatus(channel.Quantity, status);
        }
    }
}

namespace KarstLogger.Wire
{
    /// <summary>One further channel: value x 10^scale in the unit that the channel's id stands for. An unknown id is stored, not refused.</summary>
    public class ExtraChannel
    {
        /// <summary>Channel id (docs/wire-format.md, "Channel ids"), 0 to 65535.</summary>
        public int ChannelId;

        /// <summary>Decimal exponent of the value, -128 to 127.</summary>
        public int Scale;

        /// <summary>How the probe answered; other than a status with a value, <see cref="Value"/> is 0.</summary>
        public ProbeStatus Status;

        /// <summary>Scaled value.</summary>
        public int Value;
    }

    /// <summary>Further channels of one sample.</summary>
    public class ExtraChannels : FrameHeader
    {
        /// <summary>Extra channels with the given channels.</summary>
        public ExtraChannels(ExtraChannel[] channels)
        {
            Kind = FrameKind.ExtraChannels;
            Channels = channels;
        }

        /// <summary>Sequence of the sample they belong to.</summary>
        public uint ParentSequence;

        /// <summary>1 to <see cref="ExtraChannelsFrame.ChannelsMost"/> channels.</summary>
        public ExtraChannel[] Channels;
    }

    /// <summary>Ids of the extra channels known to this version.</summary>
    public static class ChannelIds
    {
        /// <summary>Specific conductance as the sonde computes it, uS/cm.</summary>
        public const int SondeSpecificConductance = 1;

        /// <summary>Dissolved oxygen, mg/L.</summary>
        public const int DissolvedOxygen = 2;

        /// <summary>Turbidity, NTU.</summary>
        public const int Turbidity = 3;

        /// <summary>CO2 of a head-space infrared probe, ppmv.</summary>
        public const int HeadspaceCo2 = 4;

        /// <summary>Total organic carbon, mg/L.</summary>
        public const int TotalOrganicCarbon = 5;

        /// <summary>Oxidation-reduction potential, mV.</summary>
        public const int RedoxPotential = 6;

        /// <summary>Barometric pressure measured by the sonde's own barometer, Pa.</summary>
        public const int SondeBarometer = 7;

        /// <summary>Air pressure at a barometer of its own, Pa.</summary>
        public const int AirPressure = 8;

        /// <summary>Air temperature, degC.</summary>
        public const int AirTemperature = 9;

        /// <summary>Relative humidity of the air, %.</summary>
        public const int AirRelativeHumidity = 10;

        /// <summary>Supply voltage, V.</summary>
        public const int SupplyVoltage = 11;

        /// <summary>Supply current, A.</summary>
        public const int SupplyCurrent = 12;
    }

    /// <summary>The bytes of extra channels: header, parent sequence u32, then (id u16, scale i8, status u8, value i32) each, checksum.</summary>
    public static class ExtraChannelsFrame
    {
        /// <summary>Most channels in one frame.</summary>
        public const int ChannelsMost = 16;

        /// <summary>Bytes of one channel.</summary>
        public const int ChannelByteCount = 8;

        private const int ChannelsOffset = 32;

        /// <summary>Bytes of a frame with this many channels.</summary>
        public static int ByteCountOf(int channels)
        {
            return ChannelsOffset + channels * ChannelByteCount + Frame.ChecksumByteCount;
        }

        /// <summary>The frame's bytes.</summary>
        public static byte[] ToBytes(ExtraChannels extra)
        {
            int byteCount = ByteCountOf(extra.Channels.Length);
            byte[] bytes = new byte[byteCount];
            extra.Write(bytes, 0, byteCount);
            LittleEndian.Put32(bytes, 28, extra.ParentSequence);
            for (int i = 0; i < extra.Channels.Length; i++)
            {
                ExtraChannel channel = extra.Channels[i];
                int at = ChannelsOffset + i * ChannelByteCount;
                LittleEndian.Put16(bytes, at, channel.ChannelId);
                bytes[at + 2] = (byte)channel.Scale;
                bytes[at + 3] = (byte)channel.Status;
                LittleEndian.Put32(bytes, at + 4, (uint)channel.Value);
            }
            Frame.Seal(bytes, 0, byteCount);
            return bytes;
        }

        /// <summary>Reads a frame that <see cref="Frame.Check"/> has accepted as extra channels.</summary>
        public static ExtraChannels Read(byte[] bytes, int offset)
        {
            int count = (Frame.ClaimedByteCount(bytes, offset) - ByteCountOf(0)) / ChannelByteCount;
            ExtraChannel[] channels = new ExtraChannel[count];
            for (int i = 0; i < count; i++)
            {
                int at = offset + ChannelsOffset + i * ChannelByteCount;
                channels[i] = new ExtraChannel
                {
                    ChannelId = LittleEndian.GetU16(bytes, at),
                    Scale = (sbyte)bytes[at + 2],
                    Status = (ProbeStatus)bytes[at + 3],
                    Value = (int)LittleEndian.GetU32(bytes, at + 4),
                };
            }
            ExtraChannels extra = new ExtraChannels(channels);
            extra.Read(bytes, offset);
            extra.ParentSequence = LittleEndian.GetU32(bytes, offset + 28);
            return extra;
        }
    }
}

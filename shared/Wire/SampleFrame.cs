namespace KarstLogger.Wire
{
    /// <summary>One wake cycle of the logger, in the units of the wire. A field whose status has no value is 0 and means nothing.</summary>
    public class Sample : FrameHeader
    {
        /// <summary>A sample header.</summary>
        public Sample()
        {
            Kind = FrameKind.Sample;
        }

        /// <summary>0.1 mm of water above the probe, or Pa, by <see cref="FrameHeader.LevelBasis"/>.</summary>
        public int Level;

        /// <summary>Largest minus smallest level within the burst, same unit, 0 to 65535.</summary>
        public int LevelSpread;

        /// <summary>Readings in the burst, 0 to 255.</summary>
        public int BurstCount;

        /// <summary>Temperature of the board, degC, -128 to 127.</summary>
        public int BoardDegreesCelsius;

        /// <summary>Water temperature, 0.01 degC.</summary>
        public int WaterTemperatureHundredths;

        /// <summary>pH, 0.001.</summary>
        public int PhThousandths;

        /// <summary>Voltage of the pH electrode, 0.1 mV: a wrong buffer value can be repaired later.</summary>
        public int PhElectrodeTenthsOfMillivolt;

        /// <summary>Temperature at the level probe, 0.01 degC.</summary>
        public int LevelProbeTemperatureHundredths;

        /// <summary>Conductivity, 0.01 uS/cm, by <see cref="FrameHeader.EcBasis"/>.</summary>
        public uint EcHundredthsMicrosiemensPerCentimetre;

        /// <summary>Tips of the rain gauge since the counter began: cumulative, so a lost frame loses no rain.</summary>
        public uint RainTipsCumulative;

        /// <summary>Lowest battery voltage of the cycle, mV.</summary>
        public int BatteryMillivoltsMin;

        /// <summary>Air pressure in the box, 2 Pa (0 to 131 070 Pa).</summary>
        public int BoxPressureTwoPascals;

        /// <summary>Relative humidity in the box, %.</summary>
        public int BoardRelativeHumidityPercent;

        /// <summary>Status of the level.</summary>
        public ProbeStatus LevelStatus;

        /// <summary>Status of the water temperature.</summary>
        public ProbeStatus TemperatureStatus;

        /// <summary>Status of pH and of the electrode voltage.</summary>
        public ProbeStatus PhStatus;

        /// <summary>Status of the conductivity.</summary>
        public ProbeStatus EcStatus;

        /// <summary>Status of the rain counter.</summary>
        public ProbeStatus RainStatus;

        /// <summary>Status of the board's own sensors: temperature, pressure, humidity.</summary>
        public ProbeStatus BoardStatus;
    }

    /// <summary>The 64 bytes of a sample, layout 1 (docs/wire-format.md, "Sample").</summary>
    public static class SampleFrame
    {
        /// <summary>Bytes of a sample frame.</summary>
        public const int ByteCount = 64;

        /// <summary>Writes the frame; <paramref name="bytes"/> must have <see cref="ByteCount"/> bytes from <paramref name="offset"/>.</summary>
        public static void Write(Sample sample, byte[] bytes, int offset)
        {
            sample.Write(bytes, offset, ByteCount);
            LittleEndian.Put32(bytes, offset + 28, (uint)sample.Level);
            LittleEndian.Put16(bytes, offset + 32, sample.LevelSpread);
            bytes[offset + 34] = (byte)sample.BurstCount;
            bytes[offset + 35] = (byte)sample.BoardDegreesCelsius;
            LittleEndian.Put16(bytes, offset + 36, sample.WaterTemperatureHundredths);
            LittleEndian.Put16(bytes, offset + 38, sample.PhThousandths);
            LittleEndian.Put16(bytes, offset + 40, sample.PhElectrodeTenthsOfMillivolt);
            LittleEndian.Put16(bytes, offset + 42, sample.LevelProbeTemperatureHundredths);
            LittleEndian.Put32(bytes, offset + 44, sample.EcHundredthsMicrosiemensPerCentimetre);
            LittleEndian.Put32(bytes, offset + 48, sample.RainTipsCumulative);
            LittleEndian.Put16(bytes, offset + 52, sample.BatteryMillivoltsMin);
            LittleEndian.Put16(bytes, offset + 54, sample.BoxPressureTwoPascals);
            bytes[offset + 56] = (byte)sample.BoardRelativeHumidityPercent;
            bytes[offset + 57] = (byte)((int)sample.LevelStatus | ((int)sample.TemperatureStatus << 4));
            bytes[offset + 58] = (byte)((int)sample.PhStatus | ((int)sample.EcStatus << 4));
            bytes[offset + 59] = (byte)((int)sample.RainStatus | ((int)sample.BoardStatus << 4));
            Frame.Seal(bytes, offset, ByteCount);
        }

        /// <summary>Reads a frame that <see cref="Frame.Check"/> has accepted as a sample.</summary>
        public static Sample Read(byte[] bytes, int offset)
        {
            Sample sample = new Sample();
            sample.Read(bytes, offset);
            sample.Level = (int)LittleEndian.GetU32(bytes, offset + 28);
            sample.LevelSpread = LittleEndian.GetU16(bytes, offset + 32);
            sample.BurstCount = bytes[offset + 34];
            sample.BoardDegreesCelsius = (sbyte)bytes[offset + 35];
            sample.WaterTemperatureHundredths = LittleEndian.GetI16(bytes, offset + 36);
            sample.PhThousandths = LittleEndian.GetI16(bytes, offset + 38);
            sample.PhElectrodeTenthsOfMillivolt = LittleEndian.GetI16(bytes, offset + 40);
            sample.LevelProbeTemperatureHundredths = LittleEndian.GetI16(bytes, offset + 42);
            sample.EcHundredthsMicrosiemensPerCentimetre = LittleEndian.GetU32(bytes, offset + 44);
            sample.RainTipsCumulative = LittleEndian.GetU32(bytes, offset + 48);
            sample.BatteryMillivoltsMin = LittleEndian.GetU16(bytes, offset + 52);
            sample.BoxPressureTwoPascals = LittleEndian.GetU16(bytes, offset + 54);
            sample.BoardRelativeHumidityPercent = bytes[offset + 56];
            sample.LevelStatus = (ProbeStatus)(bytes[offset + 57] & 15);
            sample.TemperatureStatus = (ProbeStatus)(bytes[offset + 57] >> 4);
            sample.PhStatus = (ProbeStatus)(bytes[offset + 58] & 15);
            sample.EcStatus = (ProbeStatus)(bytes[offset + 58] >> 4);
            sample.RainStatus = (ProbeStatus)(bytes[offset + 59] & 15);
            sample.BoardStatus = (ProbeStatus)(bytes[offset + 59] >> 4);
            return sample;
        }

        internal static bool AreStatusesAllowed(byte[] bytes, int offset)
        {
            for (int i = 57; i <= 59; i++)
                if ((bytes[offset + i] & 15) > (int)ProbeStatus.OffLine || (bytes[offset + i] >> 4) > (int)ProbeStatus.OffLine)
                    return false;
            return true;
        }
    }
}

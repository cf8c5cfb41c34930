using KarstLogger.Wire;

namespace KarstLogger.Gateway.Instruments;

/// <summary>
/// A reading as frames, so that it is archived, exported and proven complete like any logger's: a sample (rain, supply, pressure in its 2 Pa) and an extra-channels
/// frame with the full resolution (docs/decisions/0084).
/// </summary>
public static class InstrumentFrames
{
    // Room for what the fields of the sample hold (docs/wire-format.md).
    private const double PressureMost = 131_070, MillivoltsMost = 65_535, HumidityMost = 100;

    /// <summary>The two frames of a reading, or the sample alone where nothing of the other is fitted.</summary>
    /// <param name="reading">The reading.</param>
    /// <param name="loggerId">Name in the archive.</param>
    /// <param name="epoch">Epoch of the archive's run of sequences.</param>
    /// <param name="sequence">Sequence of the sample; the other frame has the next.</param>
    /// <param name="utcSeconds">The gateway's clock.</param>
    /// <param name="rainBefore">Cumulative tips archived before this program was started.</param>
    /// <param name="isFirst">True for the first sample of a program: tips that fell while it did not run were not counted, so no rain may be computed across it.</param>
    public static IReadOnlyList<byte[]> Of(InstrumentReading reading, uint loggerId, uint epoch, uint sequence, uint utcSeconds, uint rainBefore, bool isFirst)
    {
        bool hasRain = ProbeStatuses.HasValue(reading.RainStatus), hasAir = ProbeStatuses.HasValue(reading.BarometerStatus), hasSupply = ProbeStatuses.HasValue(reading.SupplyStatus);
        Sample sample = new()
        {
            BoardStatus = reading.BarometerStatus, RainStatus = reading.RainStatus,
            RainTipsCumulative = hasRain ? unchecked(rainBefore + (uint)reading.RainTips) : 0,
            BoxPressureTwoPascals = hasAir ? (int)Math.Round(Math.Clamp(reading.AirPressurePascals, 0, PressureMost) / 2) : 0,
            BoardDegreesCelsius = hasAir ? (int)Math.Round(Math.Clamp(reading.AirDegreesCelsius, sbyte.MinValue, sbyte.MaxValue)) : 0,
            BoardRelativeHumidityPercent = hasAir ? (int)Math.Round(Math.Clamp(reading.AirRelativeHumidityPercent, 0, HumidityMost)) : 0,
            BatteryMillivoltsMin = hasSupply ? (int)Math.Round(Math.Clamp(reading.SupplyVolts * 1000, 0, MillivoltsMost)) : 0,
            Flags = isFirst ? FrameFlags.RainCounterRestarted : 0,
        };
        Head(sample, loggerId, epoch, sequence, utcSeconds);
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(sample, bytes, 0);
        ExtraChannel[] channels = [.. Channels(reading)];
        if (channels.Length == 0)
            return [bytes];
        ExtraChannels extra = new(channels) { ParentSequence = sequence };
        Head(extra, loggerId, epoch, sequence + 1, utcSeconds);
        return [bytes, ExtraChannelsFrame.ToBytes(extra)];
    }

    private static IEnumerable<ExtraChannel> Channels(InstrumentReading reading)
    {
        if (reading.BarometerStatus != ProbeStatus.NotFitted)
        {
            yield return Channel(ChannelIds.AirPressure, reading.AirPressurePascals, -1, reading.BarometerStatus);
            yield return Channel(ChannelIds.AirTemperature, reading.AirDegreesCelsius, -2, reading.BarometerStatus);
            yield return Channel(ChannelIds.AirRelativeHumidity, reading.AirRelativeHumidityPercent, -2, reading.BarometerStatus);
        }
        if (reading.SupplyStatus != ProbeStatus.NotFitted)
        {
            yield return Channel(ChannelIds.SupplyVoltage, reading.SupplyVolts, -3, reading.SupplyStatus);
            yield return Channel(ChannelIds.SupplyCurrent, reading.SupplyAmperes, -3, reading.SupplyStatus);
        }
    }

    private static ExtraChannel Channel(int id, double value, int scale, ProbeStatus status) => new()
    {
        ChannelId = id, Scale = scale, Status = status,
        Value = ProbeStatuses.HasValue(status) ? (int)Math.Round(value * scale switch { -1 => 10, -2 => 100, _ => 1000 }) : 0,
    };

    // The gateway's clock is kept by the network or by a clock chip; which of them, and how well, the program cannot tell: error bound unknown.
    private static void Head(FrameHeader header, uint loggerId, uint epoch, uint sequence, uint utcSeconds)
    {
        (header.LoggerId, header.Epoch, header.Sequence, header.UtcSeconds) = (loggerId, epoch, sequence, utcSeconds);
        (header.ClockSource, header.ClockErrorLog2Milliseconds, header.IntervalSeconds) = (ClockSource.Gateway, FrameHeader.ErrorBoundUnknown, (int)InstrumentLoop.Interval.TotalSeconds);
    }
}

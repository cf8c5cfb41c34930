using System.Globalization;
using System.Text;
using System.Text.Json;
using KarstLogger.Wire;

namespace KarstLogger.Simulation.Numbers;

/// <summary>The values of a sample as people usually publish them: one flat JSON text a sample, short names, numbers in their unit. For comparison only; nothing sends this.</summary>
public static class PlainJson
{
    /// <summary>One text for each sample of an envelope; extra channels join the sample that they belong to.</summary>
    public static IEnumerable<byte[]> Of(byte[] envelope)
    {
        List<byte[]> frames = [];
        for (int offset = Envelope.HeaderByteCount; offset < envelope.Length; offset += Frame.ClaimedByteCount(envelope, offset))
            frames.Add(envelope[offset..(offset + Frame.ClaimedByteCount(envelope, offset))]);
        ILookup<uint, ExtraChannels> extras = frames.Where(frame => Frame.ReadHeader(frame, 0).Kind == FrameKind.ExtraChannels).Select(frame => ExtraChannelsFrame.Read(frame, 0)).ToLookup(one => one.ParentSequence);
        return frames.Where(frame => Frame.ReadHeader(frame, 0).Kind == FrameKind.Sample).Select(frame => SampleFrame.Read(frame, 0)).Select(sample => Text(sample, extras[sample.Sequence]));
    }

    private static byte[] Text(Sample sample, IEnumerable<ExtraChannels> extras)
    {
        Dictionary<string, object> values = new()
        {
            ["t"] = sample.UtcSeconds, ["seq"] = sample.Sequence, ["epoch"] = sample.Epoch, ["clock"] = (int)sample.ClockSource, ["clock_err"] = sample.ClockErrorLog2Milliseconds,
            ["trigger"] = (int)sample.Trigger, ["interval_s"] = sample.IntervalSeconds, ["config"] = sample.Configuration, ["flags"] = sample.Flags, ["deployment"] = sample.Deployment,
            ["level_m"] = sample.Level / 10_000m, ["spread_m"] = sample.LevelSpread / 10_000m, ["burst"] = sample.BurstCount, ["water_c"] = sample.WaterTemperatureHundredths / 100m,
            ["ph"] = sample.PhThousandths / 1000m, ["ph_mv"] = sample.PhElectrodeTenthsOfMillivolt / 10m, ["level_c"] = sample.LevelProbeTemperatureHundredths / 100m,
            ["ec"] = sample.EcHundredthsMicrosiemensPerCentimetre / 100m, ["rain"] = sample.RainTipsCumulative, ["batt_mv"] = sample.BatteryMillivoltsMin,
            ["box_pa"] = sample.BoxPressureTwoPascals * 2, ["box_c"] = sample.BoardDegreesCelsius, ["box_rh"] = sample.BoardRelativeHumidityPercent,
            ["status"] = new[] { sample.LevelStatus, sample.TemperatureStatus, sample.PhStatus, sample.EcStatus, sample.RainStatus, sample.BoardStatus }.Select(one => (int)one),
        };
        foreach (ExtraChannel channel in extras.SelectMany(one => one.Channels))
            values[string.Create(CultureInfo.InvariantCulture, $"x{channel.ChannelId}")] = channel.Value;
        return Encoding.UTF8.GetBytes(JsonSerializer.Serialize(values));
    }
}

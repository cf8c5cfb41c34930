using System.Globalization;
using System.Text;
using System.Text.Json;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Wire.Tests;

/// <summary>The bytes of docs/wire-format.md, made by an implementation apart from ours (tests/golden/wire/vectors.json), in both directions.</summary>
public class WireVectorTests
{
    public static TheoryData<string> Names()
    {
        TheoryData<string> names = [];
        foreach (JsonElement vector in Vectors())
            names.Add(vector.GetProperty("name").GetString()!);
        return names;
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_vector_is_written_and_read_byte_for_byte(string name)
    {
        JsonElement vector = Vectors().Single(v => v.GetProperty("name").GetString() == name);
        byte[] expected = vector.TryGetProperty("hex", out JsonElement hex) ? Convert.FromHexString(hex.GetString()!) : [];
        switch (vector.GetProperty("kind").GetString())
        {
            case "sample": CheckSample(vector, expected); break;
            case "event": CheckEvent(vector, expected); break;
            case "extra": CheckExtra(vector, expected); break;
            case "envelope": CheckEnvelope(vector.GetProperty("fields"), expected); break;
            case "ack": CheckAck(vector.GetProperty("fields"), expected); break;
            case "crc32":
                byte[] text = Encoding.UTF8.GetBytes(vector.GetProperty("text").GetString()!);
                Assert.Equal(vector.GetProperty("crc").GetString(), Crc32.Of(text, 0, text.Length).ToString("x8", CultureInfo.InvariantCulture));
                break;
            default: Assert.Fail("A kind of vector that this test does not know."); break;
        }
    }

    private static IEnumerable<JsonElement> Vectors() =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(ReferenceFiles.ProjectRoot, "tests", "golden", "wire", "vectors.json")))
            .RootElement.GetProperty("vectors").EnumerateArray();

    private static void CheckSample(JsonElement vector, byte[] expected)
    {
        JsonElement f = vector.GetProperty("fields");
        JsonElement[] status = [.. f.GetProperty("status").EnumerateArray()];
        Sample sample = new()
        {
            Level = Int(f, "level"), LevelSpread = Int(f, "spread"), BurstCount = Int(f, "burst"), BoardDegreesCelsius = Int(f, "board_c"),
            WaterTemperatureHundredths = Int(f, "t"), PhThousandths = Int(f, "ph"), PhElectrodeTenthsOfMillivolt = Int(f, "mv"),
            LevelProbeTemperatureHundredths = Int(f, "tl"), EcHundredthsMicrosiemensPerCentimetre = f.GetProperty("ec").GetUInt32(),
            RainTipsCumulative = f.GetProperty("rain").GetUInt32(), BatteryMillivoltsMin = Int(f, "bat"), BoxPressureTwoPascals = Int(f, "press"),
            BoardRelativeHumidityPercent = Int(f, "rh"),
            LevelStatus = Status(status[0]), TemperatureStatus = Status(status[1]), PhStatus = Status(status[2]),
            EcStatus = Status(status[3]), RainStatus = Status(status[4]), BoardStatus = Status(status[5]),
        };
        FillHeader(sample, vector.GetProperty("header"));
        byte[] written = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(sample, written, 0);
        Assert.Equal(expected, written);
        Assert.Equal(FrameFault.None, Frame.Check(expected, 0, expected.Length));
        Assert.Equivalent(sample, SampleFrame.Read(expected, 0));
    }

    private static void CheckEvent(JsonElement vector, byte[] expected)
    {
        LoggerEvent loggerEvent = new() { Code = (EventCode)Int(vector, "code"), Text = vector.GetProperty("text").GetString()! };
        FillHeader(loggerEvent, vector.GetProperty("header"));
        Assert.Equal(expected, EventFrame.ToBytes(loggerEvent));
        Assert.Equal(FrameFault.None, Frame.Check(expected, 0, expected.Length));
        Assert.Equivalent(loggerEvent, EventFrame.Read(expected, 0));
    }

    private static void CheckExtra(JsonElement vector, byte[] expected)
    {
        ExtraChannel[] channels = [.. vector.GetProperty("channels").EnumerateArray().Select(c => new ExtraChannel
        {
            ChannelId = c[0].GetInt32(), Scale = c[1].GetInt32(), Status = Status(c[2]), Value = c[3].GetInt32(),
        })];
        ExtraChannels extra = new(channels) { ParentSequence = vector.GetProperty("parent").GetUInt32() };
        FillHeader(extra, vector.GetProperty("header"));
        Assert.Equal(expected, ExtraChannelsFrame.ToBytes(extra));
        Assert.Equal(FrameFault.None, Frame.Check(expected, 0, expected.Length));
        Assert.Equivalent(extra, ExtraChannelsFrame.Read(expected, 0));
    }

    private static void CheckEnvelope(JsonElement f, byte[] expected)
    {
        Envelope envelope = new()
        {
            FrameCount = Int(f, "count"), LoggerId = f.GetProperty("lid").GetUInt32(), BatchId = f.GetProperty("batch").GetUInt32(),
            SendUtcSeconds = f.GetProperty("utc").GetUInt32(), SendMilliseconds = Int(f, "ms"), Backlog = Int(f, "backlog"),
            NextContactSeconds = f.GetProperty("next").GetUInt32(),
        };
        byte[] written = new byte[Envelope.HeaderByteCount];
        envelope.WriteHeader(written);
        Assert.Equal(expected, written);
        Assert.Equivalent(envelope, Envelope.Read(expected));
    }

    private static void CheckAck(JsonElement f, byte[] expected)
    {
        Acknowledgement ack = new()
        {
            LoggerId = f.GetProperty("lid").GetUInt32(), BatchId = f.GetProperty("batch").GetUInt32(), Epoch = f.GetProperty("epoch").GetUInt32(),
            CommittedThrough = f.GetProperty("through").GetUInt32(), GatewayUtcSeconds = f.GetProperty("utc").GetUInt32(), GatewayMilliseconds = Int(f, "ms"),
            RangeFirst = [.. f.GetProperty("ranges").EnumerateArray().Select(r => r[0].GetUInt32())],
            RangeLast = [.. f.GetProperty("ranges").EnumerateArray().Select(r => r[1].GetUInt32())],
        };
        Assert.Equal(expected, ack.ToBytes());
        Assert.Equivalent(ack, Acknowledgement.Read(expected));
    }

    private static void FillHeader(FrameHeader header, JsonElement h)
    {
        header.Deployment = Int(h, "dep");
        header.SondeSlot = Int(h, "slot");
        header.LoggerId = h.GetProperty("lid").GetUInt32();
        header.Epoch = h.GetProperty("ep").GetUInt32();
        header.Sequence = h.GetProperty("seq").GetUInt32();
        header.UtcSeconds = h.GetProperty("utc").GetUInt32();
        header.ClockSource = (ClockSource)Int(h, "src");
        header.ClockErrorLog2Milliseconds = Int(h, "err");
        header.Trigger = (SampleTrigger)Int(h, "trig");
        header.IntervalSeconds = Int(h, "iv");
        header.Configuration = Int(h, "cfg");
        header.Flags = Int(h, "flags");
        header.LevelBasis = (LevelBasis)Int(h, "lb");
        header.EcBasis = (EcBasis)Int(h, "eb");
    }

    private static int Int(JsonElement element, string name) => element.GetProperty(name).GetInt32();

    private static ProbeStatus Status(JsonElement element) => (ProbeStatus)element.GetInt32();
}

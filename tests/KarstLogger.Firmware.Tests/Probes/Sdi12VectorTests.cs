using System.Text;
using System.Text.Json;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.MeterHydros21;
using KarstLogger.Firmware.Probes.Sdi12;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Probes;

public sealed class Sdi12VectorTests
{
    [Fact]
    public void The_checksums_are_those_of_the_standard_and_the_makers()
    {
        foreach (SondeVector vector in SondeVector.All("sdi-12").Where(vector => vector.Row.TryGetProperty("payload", out _)))
        {
            Assert.Equal(vector.Text("crc"), Sdi12Text.Checksum(vector.Text("payload")));
            Assert.Equal(vector.Text("payload"), Sdi12Text.WithoutChecksum(vector.Text("frame").TrimEnd()));
        }
    }

    [Fact]
    public void A_line_with_one_wrong_character_is_refused()
    {
        foreach (SondeVector vector in SondeVector.All("sdi-12").Where(vector => vector.Row.TryGetProperty("payload", out _)))
        {
            string line = vector.Text("frame").TrimEnd();
            for (int i = 0; i < line.Length; i++)
                Assert.Null(Sdi12Text.WithoutChecksum(line[..i] + (char)(line[i] ^ 1) + line[(i + 1)..]));
        }
    }

    [Fact]
    public void The_identity_and_the_values_of_the_makers_guide_are_read_as_printed()
    {
        foreach (SondeVector vector in SondeVector.All("sdi-12").Where(vector => vector.Row.TryGetProperty("rsp", out _)))
        {
            string line = vector.Text("rsp").TrimEnd();
            Dictionary<string, JsonElement> fields = vector.Decoded.ToDictionary(field => field.Name, field => field.Value);
            if (fields.TryGetValue("sn", out JsonElement serial))
                Assert.Equal(serial.GetString(), Sdi12Sonde.SerialOf(line));
            if (fields.TryGetValue("t_s", out JsonElement seconds))
            {
                Assert.True(Sdi12Sonde.TryReadReady(line, out int readySeconds, out int values));
                Assert.Equal((seconds.GetInt32(), fields["n"].GetInt32()), (readySeconds, values));
            }
            if (!fields.TryGetValue("depth_mm", out JsonElement depth))
                continue;
            double[] found = new double[9];
            Assert.Equal(3, Sdi12Text.Values(line, found));
            Assert.Equal([depth.GetDouble(), fields["temperature_C"].GetDouble(), fields["ec_uS_cm"].GetDouble()], found[..3]);
        }
    }

    [Fact]
    public void The_driver_reads_the_makers_example_from_question_to_frame_units()
    {
        IReadOnlyList<SondeVector> vectors = SondeVector.All("sdi-12");
        Dictionary<string, string> answers = vectors.Where(vector => vector.Row.TryGetProperty("rsp", out _)).ToDictionary(vector => vector.Text("req"), vector => vector.Text("rsp"));
        VirtualTime time = new(0);
        SimulatedClock clock = new(time, true, 0);
        SondeProfile profile = Hydros21Profile.Create(1);
        SimulatedBus bus = new(time, new Chance(1), new BusFaults()) { Device = new Scripted(profile.Bus, answers) };
        Sdi12Sonde sonde = new(bus, clock, profile);
        Assert.True(sonde.Start(null));
        SondeReading reading = sonde.Read();
        Dictionary<string, JsonElement> fields = vectors.Single(vector => vector.Operation == "1D0!").Decoded.ToDictionary(field => field.Name, field => field.Value);
        Assert.Equal(fields["depth_mm"].GetInt32() * 10, reading.Value(Quantity.Level));
        Assert.Equal(fields["temperature_C"].GetDouble() * 100, reading.Value(Quantity.WaterTemperature), 0.5);
        Assert.Equal(fields["ec_uS_cm"].GetDouble() * 100, reading.Value(Quantity.Ec), 0.5);
    }

    [Theory]
    [InlineData("1+542+22.3+645", ProbeStatus.Ok)]
    [InlineData("1+542+62.3+645", ProbeStatus.CrcError)]
    [InlineData("1+542+22.3+64", ProbeStatus.CrcError)]
    public void Values_without_a_checksum_count_only_where_they_come_twice(string second, ProbeStatus expected)
    {
        VirtualTime time = new(0);
        SondeProfile profile = Hydros21Profile.Create(1);
        Queue<string> lines = new(["113DECAGON CTD   343631800001", "10013", "1+542+22.3+645", second]);
        SimulatedBus bus = new(time, new Chance(1), new BusFaults()) { Device = new WithoutChecksum(profile.Bus, lines) };
        Sdi12Sonde sonde = new(bus, new SimulatedClock(time, true, 0), profile);
        Assert.True(sonde.Start(null));
        Assert.Equal(expected, sonde.Read().Status(Quantity.WaterTemperature));
    }

    /// <summary>A sonde that knows no checksum: one line after the other to all other questions.</summary>
    private sealed class WithoutChecksum(SerialSettings settings, Queue<string> lines) : ISerialDevice
    {
        public SerialSettings Settings { get; } = settings;

        public byte[]? Answer(byte[] request, long utcMilliseconds, out int delayMs)
        {
            delayMs = 20;
            return Encoding.ASCII.GetString(request) == "1MC!" ? null : Encoding.ASCII.GetBytes(lines.Dequeue() + "\r\n");
        }

        public void Supply(bool on, long utcMilliseconds)
        {
        }
    }

    /// <summary>Answers only what the guide prints; a question that is not in it gets no answer.</summary>
    private sealed class Scripted(SerialSettings settings, Dictionary<string, string> answers) : ISerialDevice
    {
        public SerialSettings Settings { get; } = settings;

        public byte[]? Answer(byte[] request, long utcMilliseconds, out int delayMs)
        {
            delayMs = 20;
            return answers.TryGetValue(Encoding.ASCII.GetString(request), out string? line) ? Encoding.ASCII.GetBytes(line) : null;
        }

        public void Supply(bool on, long utcMilliseconds)
        {
        }
    }
}

using System.Text.Json;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.InSituAquaTroll400;
using KarstLogger.Firmware.Probes.Modbus;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Probes;

public sealed class ModbusVectorTests
{
    // Fields of the vectors that are not floats: where they stand is in the maker's table, so each is decoded by its own rule below.
    private static readonly string[] NotFloats = ["sn", "hw", "fw", "flag", "slave", "param", "unit", "dqid"];

    [Fact]
    public void Each_sound_request_of_the_manuals_is_what_we_send()
    {
        List<string> faults = [];
        foreach (SondeVector vector in SondeVector.All("modbus-rtu").Where(vector => vector.RequestIsSound))
            if (!Rebuilt(vector.Request).AsSpan().SequenceEqual(vector.Request))
                faults.Add($"{vector.Name}: {Convert.ToHexString(Rebuilt(vector.Request))}");
        Assert.Empty(faults);
    }

    [Fact]
    public void A_sound_answer_is_taken_and_a_broken_one_is_not()
    {
        List<string> faults = [];
        foreach (SondeVector vector in SondeVector.All("modbus-rtu").Where(vector => vector.Response.Length > 0))
            if ((Found(vector) is not null) != vector.ResponseIsSound)
                faults.Add(vector.Name);
        Assert.Empty(faults);
    }

    [Fact]
    public void Each_answer_with_any_one_bit_flipped_is_refused()
    {
        foreach (SondeVector vector in SondeVector.All("modbus-rtu").Where(vector => vector.Response.Length > 0 && vector.ResponseIsSound))
            for (int bit = 0; bit < vector.Response.Length * 8; bit++)
            {
                byte[] answer = vector.Response;
                answer[bit / 8] ^= (byte)(1 << bit % 8);
                Assert.Null(ModbusReply.Find(answer, answer.Length, vector.Request, DataByteCount(vector.Request)));
            }
    }

    [Fact]
    public void An_answer_behind_wake_up_noise_is_found()
    {
        foreach (SondeVector vector in SondeVector.All("modbus-rtu").Where(vector => vector.Response.Length > 0 && vector.ResponseIsSound))
        {
            byte[] noisy = [0x00, 0xFF, .. vector.Response];
            Assert.NotNull(ModbusReply.Find(noisy, noisy.Length, vector.Request, DataByteCount(vector.Request)));
        }
    }

    [Fact]
    public void The_numbers_in_the_answers_are_those_of_the_manuals()
    {
        List<string> faults = [];
        foreach (SondeVector vector in SondeVector.All("modbus-rtu").Where(vector => vector.Response.Length > 0 && vector.ResponseIsSound && vector.Request[1] == 3))
            faults.AddRange(WrongNumbers(vector));
        Assert.Empty(faults);
    }

    [Fact]
    public void Coefficients_to_be_written_are_little_endian_floats_as_in_the_manual()
    {
        foreach (SondeVector vector in SondeVector.All("modbus-rtu").Where(vector => vector.Request[1] == 16 && vector.Decoded.Any(field => field.Value.ValueKind == JsonValueKind.Array)))
        {
            double[] expected = [.. vector.Decoded.Single().Value.EnumerateArray().Select(one => one.GetDouble())];
            double[] written = [.. expected.Select((_, i) => RegisterNumber.Of(vector.Request, 7 + i * 4, NumberForm.FloatLittleEndian))];
            Assert.Equal(expected.Select(one => (double)(float)one), written);
        }
    }

    private static IEnumerable<string> WrongNumbers(SondeVector vector)
    {
        byte[] data = Found(vector)!.Data;
        if (vector.Device.Contains("400", StringComparison.Ordinal) && data.Length == 16)
            return WrongParameter(vector, data);
        List<string> faults = [];
        int form = vector.Device.StartsWith("Yosemitech", StringComparison.Ordinal) ? NumberForm.FloatLittleEndian : NumberForm.FloatBigEndian;
        int offset = 0;
        foreach (JsonProperty field in vector.Decoded)
        {
            double[] expected = field.Value.ValueKind == JsonValueKind.Array ? [.. field.Value.EnumerateArray().Select(one => one.GetDouble())]
                : NotFloats.Contains(field.Name) ? [] : [field.Value.GetDouble()];
            foreach (double one in expected)
            {
                // Printed to six figures at most: half a unit of the sixth.
                if (Math.Abs(RegisterNumber.Of(data, offset, form) - one) > Math.Abs(one) * 5e-6)
                    faults.Add($"{vector.Name} {field.Name}: {RegisterNumber.Of(data, offset, form)}");
                offset += 4;
            }
            faults.AddRange(WrongWord(vector, field, data, offset));
        }
        return faults;
    }

    private static IEnumerable<string> WrongWord(SondeVector vector, JsonProperty field, byte[] data, int offset)
    {
        bool right = field.Name switch
        {
            "sn" => ModbusSonde.TextOf(data) == field.Value.GetString(),
            "hw" => $"{data[0]}.{data[1]}" == field.Value.GetString(),
            "fw" => $"{data[2]}.{data[3]}" == field.Value.GetString(),
            "flag" => data[offset] == field.Value.GetInt32(),
            "slave" => data[0] == field.Value.GetInt32(),
            _ => true,
        };
        return right ? [] : [$"{vector.Name} {field.Name}"];
    }

    /// <summary>A parameter of the Aqua TROLL 400: the value through the driver's own decoder, in thousandths of pH.</summary>
    private static IEnumerable<string> WrongParameter(SondeVector vector, byte[] data)
    {
        double scaled = AquaTroll400Map.Decode(data, 0, out ProbeStatus status);
        foreach (JsonProperty field in vector.Decoded)
        {
            bool right = field.Name switch
            {
                "pH" when field.Value.ValueKind == JsonValueKind.Null => !ProbeStatuses.HasValue(status) && scaled == 0,
                "pH" => Math.Abs(scaled - field.Value.GetDouble() * 1000) < 0.01 && ProbeStatuses.HasValue(status),
                "param" => RegisterNumber.U16(data, 4) == field.Value.GetInt32(),
                "unit" => RegisterNumber.U16(data, 6) == field.Value.GetInt32(),
                "dqid" => AquaTroll400Map.StatusOf(field.Value.GetInt32()) == status,
                _ => false,
            };
            if (!right)
                yield return $"{vector.Name} {field.Name}: {scaled} {status}";
        }
    }

    private static ModbusReply? Found(SondeVector vector) => ModbusReply.Find(vector.Response, vector.Response.Length, vector.Request, DataByteCount(vector.Request));

    private static int DataByteCount(byte[] request) => request[1] == 16 ? -1 : ((request[4] << 8) | request[5]) * 2;

    private static byte[] Rebuilt(byte[] request) => request[1] switch
    {
        16 => ModbusFrame.Write(request[0], (request[2] << 8) | request[3], request[7..^2]),
        17 => ModbusFrame.ReportServerId(request[0]),
        _ => ModbusFrame.Read(request[0], request[1], (request[2] << 8) | request[3], (request[4] << 8) | request[5]),
    };
}

using System.Globalization;
using System.Text.Json;
using KarstLogger.TestSupport;

namespace KarstLogger.Firmware.Tests.Probes;

/// <summary>The byte vectors of the sondes' manuals, from the reference file.</summary>
internal sealed record SondeVector(string Device, string Operation, string Bus, JsonElement Row)
{
    public byte[] Request => Bytes("req");

    public byte[] Response => Bytes("rsp");

    public bool RequestIsSound => !Row.TryGetProperty("req_crc_ok", out JsonElement ok) || ok.GetBoolean();

    public bool ResponseIsSound => !Row.TryGetProperty("rsp_crc_ok", out JsonElement ok) || ok.GetBoolean();

    public string Name => $"{Device}, {Operation}";

    public IEnumerable<JsonProperty> Decoded => Row.TryGetProperty("decode", out JsonElement decode) ? decode.EnumerateObject() : [];

    public string Text(string property) => Row.GetProperty(property).GetString()!;

    public static IReadOnlyList<SondeVector> All(string bus)
    {
        using FileStream file = File.OpenRead(ReferenceFiles.Path("golden", "sonde_vectors.json"));
        JsonDocument document = JsonDocument.Parse(file);
        return [.. document.RootElement.EnumerateArray()
            .Select(row => new SondeVector(row.GetProperty("device").GetString()!, row.GetProperty("op").GetString()!, row.GetProperty("bus").GetString()!, row))
            .Where(vector => vector.Bus == bus)];
    }

    private byte[] Bytes(string property) =>
        [.. Text(property).Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => byte.Parse(word, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];
}

using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace KarstLogger.Gateway.Stations;

/// <summary>
/// The stand-in logger under which foreign records of a station are archived (docs/decisions/0060-imported-records.md): ids from kl-f0000000 on are kept for it.
/// </summary>
public static class ImportLogger
{
    private const uint FirstId = 0xf000_0000;

    /// <summary>The station's import logger, always the same.</summary>
    public static uint IdOf(string station) => FirstId | HashOf("import/" + station);

    /// <summary>The epoch of one file: its name, wherever it lies, so that the same file imported twice is a duplicate.</summary>
    public static uint EpochOf(string station, string fileName) => HashOf($"import/{station}/{fileName}");

    /// <summary>True for an id that no box may have.</summary>
    public static bool IsImport(uint loggerId) => loggerId >= FirstId;

    private static uint HashOf(string text) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}

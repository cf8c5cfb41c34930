using System.Text;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Import;

/// <summary>
/// A hand-carried file of frames in either form: the bytes of a card's journal, or what a terminal caught of <c>export --frames</c>, one frame a line in hexadecimal digits among prompts and remarks
/// (docs/console.md).
/// </summary>
public static class FrameLines
{
    private const int DigitsLeast = Frame.ByteCountLeast * 2;

    /// <summary>The frames' bytes. Lines that are too short or have blanks in them are the terminal's; a long line that is no frame is kept as it is, so that it is refused and seen.</summary>
    public static byte[] Bytes(byte[] file)
    {
        // Every frame of a journal holds zero bytes (its header alone has several), a terminal's text none.
        if (file.Contains((byte)0))
            return file;
        string[] lines = [.. Encoding.UTF8.GetString(file).Split('\n').Select(line => line.Trim()).Where(line => line.Length >= DigitsLeast && !line.Contains(' ', StringComparison.Ordinal))];
        return lines.Any(IsHexadecimal) ? [.. lines.SelectMany(line => IsHexadecimal(line) ? Convert.FromHexString(line) : Encoding.UTF8.GetBytes(line))] : file;
    }

    private static bool IsHexadecimal(string line) => line.Length % 2 == 0 && line.All(char.IsAsciiHexDigit);
}

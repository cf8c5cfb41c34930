using KarstLogger.Firmware.Core;
using KarstLogger.Wire;

namespace KarstLogger.HostSim;

/// <summary>The configuration of a box that somebody rehearses with.</summary>
public sealed class RehearsedBox
{
    private RehearsedBox(string source, string text)
    {
        ConfigText parsed = ConfigText.Parse(source, text);
        Sonde = LoggerConfiguration.Read(parsed).Sonde;
        if (parsed.Errors.Count > 0)
            throw new ArgumentException((string)parsed.Errors[0]!);
        Text = text;
    }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>Its sondes.</summary>
    public string Sonde { get; }

    /// <summary>A box as delivered, with these sondes.</summary>
    /// <exception cref="ArgumentException">One that is not known; the message names it and what is permitted.</exception>
    public static RehearsedBox With(string sonde) => new("--sonde", $"format = 1\n[logger]\nnumber = 1\nsonde = {sonde}\n");

    /// <summary>A box with a whole configuration text, which may describe a sonde of its own (firmware/Probes/Modbus/README.md).</summary>
    /// <exception cref="ArgumentException">The file cannot be read, or the text is wrong; the message names file, line, field and what is permitted.</exception>
    public static RehearsedBox Of(string file)
    {
        try
        {
            return new RehearsedBox(file, File.ReadAllText(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ArgumentException($"{file}: cannot be read ({failure.Message}); permitted: a file with the configuration text of a box", failure);
        }
    }
}

using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>The section <c>[barometer]</c>: whose air pressure compensates the station's absolute level sensor.</summary>
/// <param name="LoggerId">The gateway's instruments, a neighbouring logger (its box breathes through a vent), or a recorded barometer.</param>
/// <param name="AboveStationMetres">How much higher the barometer stands than the station, -3000 to 3000 m; negative below it.</param>
public sealed record BarometerChoice(uint LoggerId, double AboveStationMetres)
{
    /// <summary>Reads the section; faults are added to its text. Null where there is no section.</summary>
    public static BarometerChoice? Read(ConfigSection? section)
    {
        if (section is null)
            return null;
        string logger = section.Text("logger");
        if (!Wire.LoggerId.TryParse(logger, out uint id) && logger.Length > 0)
            section.Refuse("logger", $"'{logger}' is no logger; the form is kl- and 8 hexadecimal digits");
        return new BarometerChoice(id, section.OptionalNumber("above_station_m", -3000, 3000) ?? 0);
    }
}

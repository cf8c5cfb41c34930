using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>The section <c>[tailwater]</c>: the level sensor downstream whose water surface tells backwater (with the rating's <c>least_fall_m</c>) and, at an estavelle, reversal.</summary>
/// <param name="LoggerId">Its logger.</param>
/// <param name="SondeSlot">Its slot there, 0 to 15.</param>
/// <param name="OffsetMetres">Height of its probe's zero above the station's datum, -100 to 1000 m.</param>
public sealed record TailwaterChoice(uint LoggerId, int SondeSlot, double OffsetMetres)
{
    /// <summary>Reads the section; faults are added to its text. Null where there is no section.</summary>
    public static TailwaterChoice? Read(ConfigSection? section)
    {
        if (section is null)
            return null;
        string logger = section.Text("logger");
        if (!Wire.LoggerId.TryParse(logger, out uint id) && logger.Length > 0)
            section.Refuse("logger", $"'{logger}' is no logger; the form is kl- and 8 hexadecimal digits");
        return new TailwaterChoice(id, section.Integer("slot", 0, 15, 0), section.Number("offset_m", -100, 1000));
    }
}

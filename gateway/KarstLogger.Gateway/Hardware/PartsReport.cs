using System.Globalization;

namespace KarstLogger.Gateway.Hardware;

/// <summary>The bill of materials with its sums.</summary>
public static class PartsReport
{
    /// <summary>Price of the standard station or gateway, USD: what is no alternative, in its quantity.</summary>
    public static double TotalUsd(HardwareSet set, string board) =>
        set.Parts.Where(part => part.Board == board && IsStandard(part)).Sum(part => part.Quantity * part.UnitPriceUsd);

    /// <summary>Writes the parts of both boards, their sums and the alternatives with their difference in price.</summary>
    public static void Write(TextWriter output, HardwareSet set)
    {
        foreach (string board in (string[])["logger", "gateway"])
        {
            Line(output, $"{board}");
            Line(output, $"{"",-2}{"ref",-12}{"pcs",4}{"USD each",10}{"USD",10}  part");
            foreach (BomPart part in set.Parts.Where(part => part.Board == board && IsStandard(part)))
                Line(output, $"{"",-2}{part.Reference,-12}{part.Quantity,4}{part.UnitPriceUsd,10:F2}{part.Quantity * part.UnitPriceUsd,10:F2}  {part.PartNumber} ({part.Maker})");
            Line(output, $"{"",-2}{"sum",-12}{"",4}{"",10}{TotalUsd(set, board),10:F2}");
            output.WriteLine();
        }
        output.WriteLine("options and alternatives");
        foreach (BomPart part in set.Parts.Where(part => !IsStandard(part)))
        {
            BomPart? instead = set.Parts.FirstOrDefault(one => one.Reference == part.AlternativeFor);
            string difference = instead is null ? "on top" : string.Create(CultureInfo.InvariantCulture, $"{part.UnitPriceUsd - instead.UnitPriceUsd:+0.00;-0.00} against {instead.Reference}");
            Line(output, $"{"",-2}{part.Reference,-12}{part.Quantity,4}{part.UnitPriceUsd,10:F2}  {difference,-24}  {part.PartNumber} ({part.Maker}): {part.Why}");
        }
        output.WriteLine();
        int estimates = set.Parts.Count(part => part.PriceBasis == "estimate");
        Line(output, $"{estimates} of {set.Parts.Count} prices are estimates of {set.Parts.Max(part => part.PriceDate)} in USD for one piece, without freight, duty and tax: ask before ordering.");
    }

    /// <summary>True for what the standard station has: no alternative, no part that only an alternative needs.</summary>
    public static bool IsStandard(BomPart part) => part.AlternativeFor.Length == 0 && !Options.Contains(part.Reference);

    // Needed only beside an alternative: the adapter of SDI-12 sondes, charger and panel of the LiFePO4 battery.
    private static readonly string[] Options = ["ADP1", "CHG1", "PV1"];

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

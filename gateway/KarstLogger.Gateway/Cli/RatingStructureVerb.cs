using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Plots;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst rating structure</c>: discharge of a weir or flume at given heads, or its rating.</summary>
internal static class RatingStructureVerb
{
    private static readonly Argument<string> Kind = new("kind") { Description = "notch, notch-iso90, weir-iso, weir-usbr, rehbock, cipolletti, parshall, parshall-usbr or parshall-cjt3008." };
    private static readonly Option<double> Angle = new("--angle-deg") { Description = "Notch angle.", DefaultValueFactory = _ => 90 };
    private static readonly Option<double?> Width = new("--width-m") { Description = "Width of the opening, length of the crest, or throat width." };
    private static readonly Option<double?> Channel = new("--channel-width-m") { Description = "Width of the approach channel." };
    private static readonly Option<double?> Height = new("--crest-height-m") { Description = "Height of crest or vertex above the floor." };
    private static readonly Option<double[]> Head = new("--head-m") { Description = "Heads to compute.", AllowMultipleArgumentsPerToken = true };
    private static readonly Option<double?> Tailwater = new("--tailwater-m") { Description = "Downstream water above the crest (negative below)." };
    private static readonly Option<double> HeadUncertainty = new("--head-u-m") { Description = "Standard uncertainty of the head.", DefaultValueFactory = _ => 0.003 };
    private static readonly Option<double?> Crest = new("--crest-stage-m") { Description = "Stage of the crest above the station datum: prints the rating instead." };
    private static readonly Option<string?> From = new("--from") { Description = "First instant of that rating." };
    private static readonly Option<string> Id = new("--id") { Description = "Name of that rating.", DefaultValueFactory = _ => "structure" };
    private static readonly Option<string?> Plot = RatingVerb.Plot();
    private static readonly Option<string> Format = RatingVerb.Format();

    public static Command Create()
    {
        Kind.AcceptOnlyFromAmong("notch", "notch-iso90", "weir-iso", "weir-usbr", "rehbock", "cipolletti", "parshall", "parshall-usbr", "parshall-cjt3008");
        Command command = new("structure", "Weirs and flumes: discharge with limits and uncertainty, or their rating.")
        {
            Kind, Angle, Width, Channel, Height, Head, Tailwater, HeadUncertainty, Crest, From, Id, Plot, Format,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        Structure structure = Of(parsed);
        if (parsed.GetValue(Crest) is { } crest)
        {
            long from = RatingVerb.Instant("--from", parsed.GetValue(From)) ?? throw new BadInputException("--from: a rating needs its first instant");
            RatingCurve rating = structure.ToRatingCurve(parsed.GetValue(Id)!, crest, from);
            parsed.Write(RatingText.WriteFile(rating, string.Create(CultureInfo.InvariantCulture, $"{parsed.GetValue(Kind)}, coefficient uncertainty {100 * structure.CoefficientUncertainty} %")), "text");
            parsed.WritePlot(Plot, () => RatingPlot.Of(rating, [], from));
            return 0;
        }
        ResultTable table = new("head_m", "discharge_m3s", "relative_standard_uncertainty", "findings");
        bool refused = false;
        foreach (double head in parsed.GetValue(Head) is { Length: > 0 } heads ? heads : throw new BadInputException("--head-m: give at least one head, or --crest-stage-m for a rating"))
        {
            StructureDischarge result = structure.Discharge(head, parsed.GetValue(Tailwater));
            refused |= result.CubicMetresPerSecond is null;
            table.Add(head, result.CubicMetresPerSecond, result.CubicMetresPerSecond is null ? null : structure.RelativeUncertainty(head, parsed.GetValue(HeadUncertainty)), string.Join(' ', result.Findings));
        }
        parsed.Write(table, parsed.GetValue(Format)!);
        return refused ? 1 : 0;
    }

    private static Structure Of(ParseResult parsed)
    {
        double Need(Option<double?> option) => parsed.GetValue(option) is { } value
            ? value > 0 && value < 100 ? value : throw new BadInputException(string.Create(CultureInfo.InvariantCulture, $"{option.Name}: {value} m is outside the permitted 0 to 100 m"))
            : throw new BadInputException($"{option.Name} is needed for {parsed.GetValue(Kind)}");
        ParshallFlume Flume(ParshallCoefficients set) => ParshallFlume.Of(Need(Width), set)
            ?? throw new BadInputException($"--width-m: the set has no such throat; it holds {string.Join(", ", ParshallFlume.Widths(set).Select(w => w.ToString(CultureInfo.InvariantCulture)))} m");
        RectangularWeir Weir(RectangularWeirTable set) => new(Need(Width), set == RectangularWeirTable.Rehbock ? Need(Width) : Need(Channel), Need(Height), set);
        RectangularWeir InTable(RectangularWeir weir) => double.IsFinite(weir.BaseCoefficient) && double.IsFinite(weir.CoefficientSlope) ? weir
            : throw new BadInputException("--width-m: the width over the channel's width is outside the coefficient table");
        return parsed.GetValue(Kind) switch
        {
            "notch" => new VNotchWeir(parsed.GetValue(Angle) is >= 20 and <= 120 and var a ? a : throw new BadInputException("--angle-deg: permitted are 20 to 120"), Need(Height), Need(Channel)),
            "notch-iso90" => new VNotchWeir(90, Need(Height), Need(Channel)) { IsoSimplified = true },
            "weir-iso" => InTable(Weir(RectangularWeirTable.KindsvaterCarterIso1438)),
            "weir-usbr" => InTable(Weir(RectangularWeirTable.KindsvaterCarterUsbr)),
            "rehbock" => Weir(RectangularWeirTable.Rehbock),
            "cipolletti" => new CipollettiWeir(Need(Width)),
            "parshall" => Flume(ParshallCoefficients.Metric),
            "parshall-usbr" => Flume(ParshallCoefficients.UsbrFeet),
            _ => Flume(ParshallCoefficients.Cjt3008Unverified),
        };
    }
}

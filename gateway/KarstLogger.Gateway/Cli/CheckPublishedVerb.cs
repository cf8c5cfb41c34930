using System.CommandLine;
using KarstLogger.Gateway.Speciation;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst check-published</c>: whether published means and EC-to-ion regressions can be true together; by default the four Guizhou tables.</summary>
public static class CheckPublishedVerb
{
    private static readonly Argument<string?> Folder = new("folder") { Description = "Folder with means.csv and equations.csv; absent: the Guizhou tables that ship with the gateway.", Arity = ArgumentArity.ZeroOrOne };
    private static readonly Option<string> Variant = new("--variant") { Description = "Which variant of the equations: as-printed or corrected.", DefaultValueFactory = _ => "as-printed" };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command command = new("check-published", "Check published means and regressions against conductance, charge balance, correlation and each other.") { Folder, Variant };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        string variant = parsed.GetValue(Variant)!;
        PublishedTables published = PublishedTables.Read(parsed.GetValue(Folder) ?? PublishedTables.GuizhouFolder, variant);
        List<PublishedFinding> findings =
        [
            .. variant == "as-printed" ? published.Misprints : [],
            .. published.Tables.SelectMany(table => PublishedTableCheck.Of(table, CarbonateModel.Wateq4f)),
            .. PublishedTableCheck.Exchanged(published.Tables),
        ];
        Console.Out.WriteLine("catchment,quantity,finding,refused,text");
        foreach (PublishedFinding f in findings)
            Console.Out.WriteLine($"{f.Catchment},{f.Quantity},{f.Finding.Name},{(f.Refused ? "yes" : "no")},\"{f.Finding.Text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"");
        foreach (PublishedFinding f in findings.Where(f => f.Refused))
            Console.Error.WriteLine($"Refused: the {f.Quantity} equation of {f.Catchment}: {f.Finding.Text}.");
        return findings.Count > 0 ? 1 : 0;
    }
}

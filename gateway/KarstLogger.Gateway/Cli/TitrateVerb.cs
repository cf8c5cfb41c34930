using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst titrate</c>: acid to alkalinity with its uncertainty, by an endpoint or by Gran's function.</summary>
public static class TitrateVerb
{
    private static readonly Argument<string> Curve = new InputArgument("curve", "CSV of the titration with the columns acid_ml and ph; '-' or absent: standard input. Not read with --endpoint-ml.", mayBeAbsent: true);
    private static readonly Option<double?> EndpointMillilitres = new("--endpoint-ml") { Description = "Acid at the colour change, mL." };
    private static readonly Option<double> Sample = new("--sample-ml") { Description = "Water titrated, mL.", Required = true };
    private static readonly Option<double> Acid = new("--acid-mol-per-l") { Description = "Nominal concentration of the acid, mol/L of H+.", Required = true };
    private static readonly Option<double> Factor = new("--acid-factor") { Description = "True over nominal concentration.", DefaultValueFactory = _ => 1 };
    private static readonly Option<double> Blank = new("--blank-ml") { Description = "Acid that pure water takes, mL." };
    private static readonly Option<double> Step = new("--step-ml") { Description = "Smallest step of the burette or dropper, mL.", Required = true };
    private static readonly Option<string> Method = new("--method") { Description = "gran or endpoint, for a curve.", DefaultValueFactory = _ => "gran" };
    private static readonly Option<double> EndpointPh = new("--endpoint-ph") { Description = "The fixed pH of --method endpoint.", DefaultValueFactory = _ => 4.5 };
    private static readonly Option<string> Format = RatingVerb.Format();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Method.AcceptOnlyFromAmong("gran", "endpoint");
        Command command = new("titrate", "Alkalinity of a bottle from acid, with acid factor, blank and uncertainty.")
        {
            Curve, EndpointMillilitres, Sample, Acid, Factor, Blank, Step, Method, EndpointPh, Format,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        AlkalinityTitration titration = new()
        {
            SampleMillilitres = Positive(parsed, Sample), AcidMolesPerLitre = Positive(parsed, Acid), AcidFactor = Positive(parsed, Factor),
            BlankMillilitres = parsed.GetValue(Blank), StepMillilitres = Positive(parsed, Step),
        };
        TitratedAlkalinity result = parsed.GetValue(EndpointMillilitres) is { } acid ? titration.ByEndpoint(acid) : FromCurve(parsed, titration);
        if (parsed.GetValue(Format) == "json")
        {
            ResultTable table = new("alkalinity_mmol_l", "u_mmol_l", "hco3_mgl", "equivalence_ml");
            table.Add(result.MillimolesPerLitre, result.StandardUncertainty, result.MilligramsPerLitreAsBicarbonate, result.EquivalenceMillilitres);
            parsed.Write(table, "json");
            return 0;
        }
        parsed.Write("alkalinity_mmol_l,u_mmol_l,hco3_mgl,equivalence_ml\n" + string.Create(CultureInfo.InvariantCulture,
            $"{result.MillimolesPerLitre:0.0000},{result.StandardUncertainty:0.0000},{result.MilligramsPerLitreAsBicarbonate:0.00},{result.EquivalenceMillilitres:0.000}\n"), "csv");
        return 0;
    }

    private static TitratedAlkalinity FromCurve(ParseResult parsed, AlkalinityTitration titration)
    {
        using CsvTable table = parsed.Files().Table(parsed.GetValue(Curve)!);
        string acid = table.Need("acid_ml"), ph = table.Need("ph");
        List<TitrationPoint> curve = [];
        while (table.Read())
            curve.Add(new(table.NeedNumber(acid, 0, 1000), table.NeedNumber(ph, 0, 14)));
        return (parsed.GetValue(Method) == "gran" ? titration.ByGran(curve) : titration.ByEndpoint(curve, parsed.GetValue(EndpointPh)))
            ?? throw new BadInputException(table.File, null, ph, parsed.GetValue(Method) == "gran"
                ? "Gran's function needs three readings between pH 3.0 and 3.9: titrate further." : "the curve does not pass the endpoint: titrate further.");
    }

    private static double Positive(ParseResult parsed, Option<double> option)
    {
        double value = parsed.GetValue(option);
        return value > 0 ? value : throw new BadInputException($"{option.Name}: {value.ToString(CultureInfo.InvariantCulture)} is not above 0.");
    }
}

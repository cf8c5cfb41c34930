using System.CommandLine;
using System.Text;
using System.Text.Json;
using KarstLogger.Gateway.Speciation;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst speciate</c>: waters as CSV in, their carbonate chemistry as CSV or JSON out, row by row.</summary>
public static class SpeciateVerb
{
    /// <summary>How many refused rows are written out on standard error; the rest are counted.</summary>
    private const int ShownRefusals = 20;

    private static readonly Argument<string> File = new("file") { Description = "CSV with the columns id,T_C,pH,EC25,Ca,Mg,Na,K,Cl,SO4,HCO3 (mg/L); optional NO3,F,SiO2,Sr,pressure_hPa,altitude_m; '-' or absent: standard input.", DefaultValueFactory = _ => "-" };
    private static readonly Option<string> Model = new("--model") { Description = "Constant set; see --models.", DefaultValueFactory = _ => CarbonateModel.Tags[0] };
    private static readonly Option<bool> Models = new("--models") { Description = "List the constant sets and what differs between them." };
    private static readonly Option<bool> Explain = new("--explain") { Description = "Show the species of one water as a table." };
    private static readonly Option<string?> Id = new("--id") { Description = "Only the water of this id." };
    private static readonly Option<string> Format = new("--format") { Description = "csv or json.", DefaultValueFactory = _ => "csv" };
    private static readonly Option<bool> Uncertainty = new("--uncertainty") { Description = "Add a standard uncertainty (_sd) to each number; columns u_T_C, u_pH, u_Ca ... of the table, else --u." };
    private static readonly Option<string> U = new("--u") { Description = "Standard uncertainties, e.g. pH=0.03,T_C=0.1,HCO3=2.4,Ca=3% (these are the defaults but for pH 0.05).", DefaultValueFactory = _ => "" };
    private static readonly Option<double?> EquilibratePa = new("--equilibrate-pa") { Description = "Also the water brought to this CO2 pressure in Pa at constant alkalinity (degassing: about 36 at 1250 m)." };
    private static readonly Option<bool> EquilibrateCalcite = new("--equilibrate-calcite") { Description = "Also the water in balance with calcite: closed to gas, or at --equilibrate-pa." };
    private static readonly Option<double?> Pressure = new("--pressure-hPa") { Description = "Air pressure at the station, absolute, for ppmv of dry air." };
    private static readonly Option<double?> Altitude = new("--altitude-m") { Description = "Altitude of the station, where its pressure is not known." };
    private static readonly Option<double> AirCo2 = new("--air-co2-ppmv") { Description = "CO2 of the free air, ppmv of dry air.", DefaultValueFactory = _ => GasUnits.AtmosphericPpmvDry };

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Format.AcceptOnlyFromAmong("csv", "json");
        Model.AcceptOnlyFromAmong([.. CarbonateModel.Tags]);
        Command command = new("speciate", "CO2 pressure, saturation indices and dissolved carbon of waters, to PHREEQC's digits.")
        {
            File, Model, Models, Explain, Id, Format, Uncertainty, U, EquilibratePa, EquilibrateCalcite, Pressure, Altitude, AirCo2,
        };
        command.SetAction(Run);
        return command;
    }

    private static int Run(ParseResult parsed)
    {
        using StreamWriter to = new(Console.OpenStandardOutput(), new UTF8Encoding(false), 1 << 16);
        if (parsed.GetValue(Models))
        {
            SpeciesText.WriteModels(to);
            return 0;
        }
        SpeciationOptions options = Options(parsed);
        string file = parsed.GetValue(File)!;
        using Stream from = Open(file);
        using WaterCsv csv = new(from, file == "-" ? "standard input" : file, options);
        foreach (string name in csv.UnusedIons)
            Console.Error.WriteLine($"Column '{name}' looks like an ion and is not used: it is neither in the charge balance nor in the ionic strength.");
        IEnumerable<WaterRow> rows = csv.Rows();
        if (parsed.GetValue(Id) is string id)
            rows = rows.Where(row => row.Id == id);
        if (parsed.GetValue(Explain))
            return ExplainOne(to, [.. rows.Take(2)], options);
        Refusals refusals = new(file == "-" ? "standard input" : file);
        Write(to, SpeciationRun.Of(refusals.Counted(rows), options), csv.ExtraNames, parsed.GetValue(Format)!, options);
        return refusals.Report();
    }

    private static void Write(StreamWriter to, IEnumerable<SpeciatedWater> waters, IReadOnlyList<string> extraNames, string format, SpeciationOptions options)
    {
        if (format == "json")
        {
            using Utf8JsonWriter json = new(to.BaseStream, new JsonWriterOptions { Indented = true });
            SpeciationJson.Write(json, waters, extraNames);
            return;
        }
        SpeciationCsv csv = new(to, extraNames, options);
        foreach (SpeciatedWater water in waters)
            csv.Write(water);
    }

    private static int ExplainOne(StreamWriter to, WaterRow[] rows, SpeciationOptions options)
    {
        if (rows.Length != 1)
            throw new BadInputException(rows.Length == 0 ? "--explain: no such water." : "--explain shows one water: name it with --id.");
        SpeciatedWater water = SpeciationRun.Of(rows, options).Single();
        if (water.Row.Refusals.Count > 0 || CarbonateSolver.Distribute(water.Row.Sample, options.Model) is not SpeciesDistribution distribution)
            throw new BadInputException($"{water.Row.Id}: {string.Join("; ", water.Findings)}");
        SpeciesText.Write(to, water, distribution, options.Model);
        return 0;
    }

    private static SpeciationOptions Options(ParseResult parsed)
    {
        double? pascals = parsed.GetValue(Pressure) * 100 ?? (parsed.GetValue(Altitude) is double metres ? GasUnits.StandardPressurePascals(metres) : null);
        return pascals is < 30_000 or > 120_000
            ? throw new BadInputException("The station's pressure is outside the permitted 300 to 1200 hPa.")
            : new SpeciationOptions
            {
                Model = CarbonateModel.Find(parsed.GetValue(Model)!)!,
                StationPascals = pascals,
                AtmosphericPpmvDry = parsed.GetValue(AirCo2),
                EquilibratePascals = parsed.GetValue(EquilibratePa),
                EquilibrateCalcite = parsed.GetValue(EquilibrateCalcite),
                Uncertainties = parsed.GetValue(Uncertainty) ? StandardUncertainties.Parse(parsed.GetValue(U)!) : null,
            };
    }

    private static Stream Open(string file)
    {
        if (file == "-")
            return Console.OpenStandardInput();
        try
        {
            return System.IO.File.OpenRead(file);
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(file, null, null, missing.Message);
        }
    }

    /// <summary>Counts the refused rows as they pass and says them on standard error; their neighbours are not touched.</summary>
    private sealed class Refusals(string file)
    {
        private long _count;

        public IEnumerable<WaterRow> Counted(IEnumerable<WaterRow> rows)
        {
            foreach (WaterRow row in rows)
            {
                if (row.Refusals.Count > 0 && _count++ < ShownRefusals)
                    foreach (FieldRefusal refusal in row.Refusals)
                        Console.Error.WriteLine(new BadInputException(file, row.Line, refusal.Field, refusal.What).Message);
                yield return row;
            }
        }

        public int Report()
        {
            if (_count > 0)
                Console.Error.WriteLine($"{_count} rows were refused and have no result; the others are complete.");
            return _count > 0 ? 1 : 0;
        }
    }
}

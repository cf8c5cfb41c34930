using System.Globalization;
using KarstLogger.Gateway.Api;
using KarstLogger.Gateway.Laboratory;
using KarstLogger.Gateway.Store;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Commands;

/// <summary>A bottle.</summary>
public sealed record SampleBody
{
    public required string Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public double? WaterTemperatureCelsius { get; init; }

    public double? Ph { get; init; }

    public double? Sc25 { get; init; }

    /// <summary>Ions in mg/L by symbol; HCO3 is the alkalinity.</summary>
    public IReadOnlyDictionary<string, double> MgPerL { get; init => field = BySymbol(value); } = new Dictionary<string, double>();

    /// <summary>Detection limits of ions below them, mg/L by symbol.</summary>
    public IReadOnlyDictionary<string, double> BelowMgPerL { get; init => field = BySymbol(value); } = new Dictionary<string, double>();

    // "hco3" is HCO3: what is stored under another name than its symbol is found by no regression.
    private static Dictionary<string, double> BySymbol(IReadOnlyDictionary<string, double> named)
    {
        Dictionary<string, double> ions = [];
        foreach ((string name, double value) in named)
            if (!ions.TryAdd(MajorIon.Find(name)?.Symbol ?? name, value))
                throw ApiRefusal.OfField("mgPerL", $"'{name}' is there twice", "each ion once");
        return ions;
    }


    public string? Text { get; init; }
}

/// <summary>Bottles from a form.</summary>
public sealed record SamplesBody : EntryBody
{
    public required IReadOnlyList<SampleBody> Samples { get; init; }
}

/// <summary>A laboratory's table as text.</summary>
public sealed record LaboratoryBody : EntryBody
{
    public required string Csv { get; init; }

    public string FileName { get; init; } = "laboratory.csv";

    /// <summary>Zone of times that carry none, minutes ahead of UTC.</summary>
    public int UtcOffsetMinutes { get; init; }
}

/// <summary>Bottles: from a form or from a laboratory's table, by the same path.</summary>
public static class SampleEntry
{
    /// <summary>Bottles of one entry.</summary>
    public const int SamplesMost = 1000;

    // A recorded conductance further away in time than two intervals of a quarter hour says nothing of the bottle.
    private const long NearSeconds = 1800;

    /// <summary>The bottles of a laboratory's table.</summary>
    public static SamplesBody FromLaboratory(LaboratoryBody body)
    {
        using CsvTable table = CsvTable.Read(body.FileName, new StringReader(body.Csv));
        LaboratoryCsv laboratory = LaboratoryCsv.Read(table, TimeSpan.FromMinutes(body.UtcOffsetMinutes));
        return new SamplesBody
        {
            Reason = body.Reason,
            Samples = [.. laboratory.Bottles.Select(bottle => new SampleBody
            {
                Id = bottle.Id ?? throw table.Refuse("id", FormattableString.Invariant($"the bottle of line {bottle.Line} has no id")),
                At = ApiJson.Instant(bottle.UtcSeconds ?? throw table.Refuse("time_utc", FormattableString.Invariant($"the bottle of line {bottle.Line} has no time"))),
                WaterTemperatureCelsius = bottle.WaterTemperature, Ph = bottle.Ph, Sc25 = bottle.SpecificConductance,
                MgPerL = bottle.Ions.Where(ion => !ion.Value.IsBelowDetection).ToDictionary(ion => ion.Key.Symbol, ion => ion.Value.MilligramsPerLitre!.Value),
                BelowMgPerL = bottle.Ions.Where(ion => ion.Value.IsBelowDetection).ToDictionary(ion => ion.Key.Symbol, ion => ion.Value.DetectionLimitMilligramsPerLitre!.Value),
            })],
        };
    }

    /// <summary>What the bottles say of the regressions in force.</summary>
    public static Effect Effect(EntryPlace place, SamplesBody body)
    {
        Check(place, body);
        HashSet<string> known = [.. StoredEntries.Samples(place.Session, place.Station.Slug).Select(one => one.Name)];
        List<SampleEffect> effects = [.. body.Samples.Select(one => Judge(place, one, known))];
        int odd = effects.Count(one => one.Problems.Count > 0 || one.Ions.Any(ion => ion.OutOfFamily));
        return new Effect([$"{effects.Count} bottles, {odd} with something to look at. Regressions change only with a new fit and a new configuration."]) { Samples = effects };
    }

    /// <summary>Stores them; a name that is there already refuses them all.</summary>
    public static (string Id, long Audit) Save(EntryPlace place, SamplesBody body, ChangeOrder order)
    {
        Check(place, body);
        foreach (StoredSample held in StoredEntries.Samples(place.Session, place.Station.Slug))
            if (body.Samples.Any(one => one.Id == held.Name))
                throw new ApiRefusal(StatusCodes.Status409Conflict, $"There is a bottle '{held.Name}' of {ApiJson.Text(held.AtUtcSeconds)} already; nothing was stored.", "samples.id", "a name that is not taken");
        long audit = AuditTrail.Record(place.Session, order, place.Subject, $"grab samples: {string.Join(", ", body.Samples.Select(one => one.Id))}"), id = 0;
        foreach (SampleBody one in body.Samples)
        {
            id = place.Session.NextNumber("grab_sample");
            place.Session.Execute(
                """
                INSERT INTO grab_sample (id, station, name, at_utc_s, water_temp, ph, sc25, note, audit_id)
                VALUES (@id, @station, @name, @at, @temperature, @ph, @conductance, @note, @audit)
                """,
                id, place.Station.Slug, one.Id, one.At.ToUnixTimeSeconds(), one.WaterTemperatureCelsius, one.Ph, one.Sc25, EntryPlace.Text("samples.text", one.Text), audit);
            foreach ((string ion, double value) in one.MgPerL)
                place.Session.Execute("INSERT INTO grab_sample_ion (sample_id, ion, mg_l) VALUES (@sample, @ion, @value)", id, ion, value);
            foreach ((string ion, double limit) in one.BelowMgPerL)
                place.Session.Execute("INSERT INTO grab_sample_ion (sample_id, ion, detection_limit_mg_l) VALUES (@sample, @ion, @limit)", id, ion, limit);
        }
        return ($"s-{id}", audit);
    }

    private static void Check(EntryPlace place, SamplesBody body)
    {
        if (body.Samples is not { Count: > 0 and <= SamplesMost } || body.Samples.DistinctBy(one => one.Id).Count() < body.Samples.Count)
            throw ApiRefusal.OfField("samples", $"{body.Samples?.Count ?? 0} bottles", $"1 to {SamplesMost}, each name once");
        for (int i = 0; i < body.Samples.Count; i++)
        {
            SampleBody one = body.Samples[i];
            string field = string.Create(CultureInfo.InvariantCulture, $"samples[{i}]");
            if (one.Id is not { Length: > 0 and <= 60 })
                throw ApiRefusal.OfField($"{field}.id", "the bottle's name is missing or too long", "1 to 60 characters");
            place.Past($"{field}.at", one.At);
            EntryPlace.Number($"{field}.waterTemperatureCelsius", one.WaterTemperatureCelsius, -5, 100);
            EntryPlace.Number($"{field}.ph", one.Ph, 0, 14);
            EntryPlace.Number($"{field}.sc25", one.Sc25, 0, 200_000);
            foreach ((string ion, double value) in one.MgPerL.Concat(one.BelowMgPerL))
                EntryPlace.Needed($"{field}.mgPerL.{MajorIon.Find(ion)?.Symbol ?? throw ApiRefusal.OfField($"{field}.mgPerL", $"'{ion}' is no ion", string.Join(", ", MajorIon.All.Select(known => known.Symbol)))}",
                    value, 0, 100_000);
        }
    }

    private static SampleEffect Judge(EntryPlace place, SampleBody one, HashSet<string> known)
    {
        long at = one.At.ToUnixTimeSeconds();
        List<string> problems = [];
        if (known.Contains(one.Id))
            problems.Add("a bottle of this name is stored already");
        double? conductance = one.Sc25 ?? Recorded(place, at);
        if (one.Sc25 is null)
            problems.Add(conductance is null ? "no conductance, neither the bottle's nor a recorded one" : "the recorded conductance stands for the bottle's own");
        double? balance = one.MgPerL.ContainsKey("Ca") && one.MgPerL.ContainsKey("HCO3")
            ? ChargeBalance.Of(one.MgPerL.Select(ion => (MajorIon.Find(ion.Key)!, ion.Value)).Concat(one.BelowMgPerL.Select(ion => (MajorIon.Find(ion.Key)!, ion.Value / 2)))).ErrorPercent : null;
        if (balance is { } error && Math.Abs(error) > 10)
            problems.Add(string.Create(CultureInfo.InvariantCulture, $"charge balance {error:+0.0;-0.0} %: more than 10 % is a wrong or missing ion"));
        List<IonEffect> ions = [];
        foreach ((string symbol, double value) in one.MgPerL)
        {
            SampleJudgement? judged = place.Station.Configuration.Settings.RegressionAt(symbol, at) is { } regression ? SampleJudgement.Of(regression, at, conductance, value) : null;
            ions.Add(new IonEffect(symbol, value, judged?.Predicted, judged?.Errors, judged?.IsOutOfFamily == true));
        }
        return new SampleEffect(one.Id, balance, ions, problems);
    }

    private static double? Recorded(EntryPlace place, long at)
    {
        if (place.Station.Run is not { } run)
            return null;
        List<LoggedReading> record = [];
        foreach (DerivedCells row in SeriesRows.Between(place.Session, place.Station.Slug, run.Id, [VariableCatalogue.Of(StationVariable.SpecificConductance)],
            new TimeRange(at - NearSeconds, at + NearSeconds + 1)))
            if (row.Flag(0).IsUsable() && !double.IsNaN(row.Value(0)))
                record.Add(new LoggedReading(row.UtcSeconds, row.Value(0), null, null));
        return BottlePairing.Pair(at, null, null, null, record)?.Sonde.SpecificConductance;
    }
}

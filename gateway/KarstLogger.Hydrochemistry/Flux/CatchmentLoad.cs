namespace KarstLogger.Hydrochemistry.Flux;

/// <summary>Which way a station's water crosses the catchment's edge.</summary>
public enum CrossingDirection
{
    /// <summary>A spring or overflow that leaves the catchment.</summary>
    Outlet,

    /// <summary>A stream that enters it from outside, mostly from non-carbonate rock.</summary>
    Inflow,
}

/// <summary>A station on the catchment's edge.</summary>
/// <param name="Station">Its name.</param>
/// <param name="Direction">Outlet or inflow.</param>
/// <param name="TravelSeconds">Time the inflow's water needs to the outlet; 0 for outlets.</param>
public sealed record CatchmentCrossing(string Station, CrossingDirection Direction, long TravelSeconds = 0)
{
    /// <summary>An outlet that runs at high water only.</summary>
    public bool IsOverflow { get; init; }

    /// <summary>+1 for an outlet, -1 for an inflow.</summary>
    public double Sign => Direction == CrossingDirection.Outlet ? 1 : -1;

    /// <summary>The sample at the time its water reaches the outlet: loads of inflows are integrated over these.</summary>
    public LoadSample AtOutlet(in LoadSample sample) => sample.DelayedBy(TravelSeconds);
}

/// <summary>The load of a whole catchment: sum of its outlets minus sum of its inflows (docs/equations/flux.md 9, exogenous inflow), or the names of what is missing.</summary>
public sealed record CatchmentLoad
{
    public required Period Period { get; init; }

    /// <summary>The load, mol; null where a crossing is missing or withheld.</summary>
    public double? LoadMoles { get; init; }

    /// <summary>Water, m3; null as the load.</summary>
    public double? VolumeCubicMetres { get; init; }

    /// <summary>Uncertainty by source, mol; null as the load.</summary>
    public UncertaintyBudget? Budget { get; init; }

    /// <summary>True where every crossing has its interval; then the budget's interval is that of the total.</summary>
    public bool HasInterval { get; init; }

    /// <summary>The worst standing of the crossings; withheld where one is missing, provisional at best where a path is known and not measured.</summary>
    public required PeriodStanding Standing { get; init; }

    /// <summary>Crossings without a load for this period.</summary>
    public required IReadOnlyList<string> MissingStations { get; init; }

    /// <summary>Known paths without a station: overflow outlets, underflow.</summary>
    public required IReadOnlyList<string> UnmeasuredPaths { get; init; }

    /// <summary>Adds up one period. A crossing without a load, or with a withheld one, withholds the total.</summary>
    /// <exception cref="ArgumentException">No crossing, or a load of another period.</exception>
    public static CatchmentLoad Of(
        Period period, IReadOnlyList<(CatchmentCrossing Crossing, PeriodLoad? Load)> crossings, IReadOnlyList<string> unmeasuredPaths)
    {
        if (crossings.Count == 0)
            throw new ArgumentException("A catchment has at least one outlet.");
        if (crossings.FirstOrDefault(c => c.Load is { } load && load.Period != period) is { Load: { } other })
            throw new ArgumentException($"The load of {other.Period.Name} does not belong to {period.Name}.");
        string[] missing = [.. crossings.Where(c => c.Load is null || c.Load.Standing == PeriodStanding.Withheld).Select(c => c.Crossing.Station)];
        if (missing.Length > 0)
            return new() { Period = period, Standing = PeriodStanding.Withheld, MissingStations = missing, UnmeasuredPaths = unmeasuredPaths };
        double load = crossings.Sum(c => c.Crossing.Sign * c.Load!.LoadMoles);
        PeriodStanding worst = crossings.Max(c => c.Load!.Standing);
        return new()
        {
            Period = period, MissingStations = missing, UnmeasuredPaths = unmeasuredPaths, LoadMoles = load,
            VolumeCubicMetres = crossings.Sum(c => c.Crossing.Sign * c.Load!.VolumeCubicMetres),
            Budget = BudgetOf(load, crossings), HasInterval = crossings.All(c => c.Load!.Interval95Moles is not null),
            Standing = unmeasuredPaths.Count > 0 && worst == PeriodStanding.Valid ? PeriodStanding.Provisional : worst,
        };
    }

    // A crossing that had to be simulated brings its variance as a whole; what its models share with the others is then not told apart.
    private static UncertaintyBudget BudgetOf(double load, IReadOnlyList<(CatchmentCrossing Crossing, PeriodLoad? Load)> crossings)
    {
        static bool IsSimulated(PeriodLoad load) => !load.LinearPropagationHolds && load.Simulated is not null;
        UncertaintyBudget linear = LoadSums.Budget(load, [.. crossings.Where(c => !IsSimulated(c.Load!)).Select(c => (c.Load!.Sums, c.Crossing.Sign))]);
        UncertaintyComponent[] simulated = [.. crossings.Where(c => IsSimulated(c.Load!)).SelectMany(c => c.Load!.Budget.Components)];
        return simulated.Length == 0 ? linear : linear with { Components = [.. linear.Components.Concat(simulated).GroupBy(c => c.Source).Select(g => new UncertaintyComponent(g.Key, g.Sum(c => c.Variance)))] };
    }
}

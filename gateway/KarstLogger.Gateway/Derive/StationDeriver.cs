using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quality;

namespace KarstLogger.Gateway.Derive;

/// <summary>What one derivation did, in days.</summary>
/// <param name="Run">The run that is current now; 0 where nothing was marked.</param>
/// <param name="Derived">Computed anew.</param>
/// <param name="Copied">Taken over from an earlier run in which the same went in.</param>
/// <param name="Unchanged">Marked, but nothing that they are computed from has changed.</param>
public readonly record struct DerivedDays(long Run, int Derived, int Copied, int Unchanged)
{
    /// <summary>True where the current results are others than before.</summary>
    public bool HasNewResults => Derived + Copied > 0;
}

/// <summary>
/// Turns dirty intervals into rows: whole UTC days, in stretches, each written in one transaction with its hashes; the marks go when all their days are written, so a
/// kill at any moment repeats work and loses none. Frames that arrive meanwhile have marks of their own. A day is computed only where its input hash is new: a changed
/// configuration begins a run that takes all other days over from the runs before.
/// </summary>
public sealed class StationDeriver(StoreDatabase database, TimeProvider time)
{
    /// <summary>Days in one transaction: about 3000 samples, so that ingest never waits long for the writer.</summary>
    public const int DaysPerTransaction = 32;

    /// <summary>Derives everything of a station that is marked now.</summary>
    public DerivedDays DeriveDirty(string slug)
    {
        (RegisteredStation? registered, List<DirtyInterval> marks, long? held, long? current) = database.ReadBack(session => StationRegister.Find(session, slug) is { } found
            ? (found, DirtyIntervals.Of(session, slug), Held(session, found), Runs.Current(session, slug)?.Id) : default);
        if (registered is not { } station || marks.Count == 0)
            return default;
        long run = held ?? RunOf(station);
        QcReach reach = StationPipeline.Reach(station.Configuration.Settings);
        DerivedDays done = new(run, 0, 0, 0);
        List<List<long>> stretches = [.. Stretches(DaysToDo(slug, current == run ? null : current, marks, reach))];
        foreach (List<long> stretch in stretches)
        {
            // Where the frames have just come, the writer's connection still has them in memory; computing is done when it is free again.
            StretchPlan plan = database.ReadBack(session => StretchDerivation.Read(session, station.Configuration, run, reach, stretch));
            StretchResult result = StretchDerivation.Derive(station.Configuration, plan, time.GetUtcNow().ToUnixTimeMilliseconds());
            bool isLast = stretch == stretches[^1];
            if (isLast || !result.IsEmpty)
                database.Write(session =>
                {
                    result.Write(session, slug, run);
                    if (isLast)
                        DirtyIntervals.Clear(session, marks);
                    if (isLast && current != run)
                        Runs.MakeCurrent(session, slug, run);
                });
            done = done with { Derived = done.Derived + result.Days.Count, Copied = done.Copied + result.Copies.Count, Unchanged = done.Unchanged + stretch.Count - result.Days.Count - result.Copies.Count };
        }
        return done;
    }

    // A changed configuration, model or pipeline begins a new run.
    private long RunOf(RegisteredStation station) => database.Write(session => Held(session, station)
        ?? Runs.Start(session, station.Configuration.Slug, StationPipeline.Version, station.Configuration.Settings.Model.Tag, station.Version, station.Configuration.Hash,
            time.GetUtcNow().ToUnixTimeMilliseconds()));

    private static long? Held(StoreSession session, RegisteredStation station) =>
        Runs.Of(session, station.Configuration.Slug).LastOrDefault() is { } newest && newest.ConfigurationVersion == station.Version
        && newest.Model == station.Configuration.Settings.Model.Tag && newest.PipelineVersion == StationPipeline.Version ? newest.Id : null;

    // A frame at t changes the results from t - forward to t + back: whose reach it lies in. A run that is not current yet must come to hold every day that the current one holds.
    private SortedSet<long> DaysToDo(string slug, long? currentOther, List<DirtyInterval> marks, QcReach reach)
    {
        SortedSet<long> days = [];
        foreach (DirtyInterval mark in marks)
            for (long day = DerivedDay.StartOf(mark.FromUtcSeconds - reach.ForwardSeconds); day <= mark.ToUtcSeconds + reach.BackSeconds; day += DerivedDay.Seconds)
                days.Add(day);
        if (currentOther is { } other)
            days.UnionWith(database.Read(session => DerivedDay.Between(session, slug, other, long.MinValue, long.MaxValue).Select(day => day.DayStartUtcSeconds).ToList()));
        return days;
    }

    private static IEnumerable<List<long>> Stretches(SortedSet<long> days)
    {
        List<long> stretch = [];
        foreach (long day in days)
        {
            if (stretch.Count > 0 && (day != stretch[^1] + DerivedDay.Seconds || stretch.Count == DaysPerTransaction))
            {
                yield return stretch;
                stretch = [];
            }
            stretch.Add(day);
        }
        if (stretch.Count > 0)
            yield return stretch;
    }
}

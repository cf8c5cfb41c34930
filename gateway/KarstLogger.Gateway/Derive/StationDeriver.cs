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
        (RegisteredStation? registered, List<DirtyInterval> marks) = database.Read(session =>
            (StationRegister.Find(session, slug), DirtyIntervals.Of(session, slug)));
        if (registered is not { } station || marks.Count == 0)
            return default;
        long run = RunOf(station);
        QcReach reach = StationPipeline.Reach(station.Configuration.Settings);
        DerivedDays done = new(run, 0, 0, 0);
        foreach (List<long> stretch in Stretches(DaysToDo(slug, run, marks, reach)))
        {
            StretchResult result = DeriveStretch(station.Configuration, run, reach, stretch);
            done = done with { Derived = done.Derived + result.Days.Count, Copied = done.Copied + result.Copies.Count, Unchanged = done.Unchanged + stretch.Count - result.Days.Count - result.Copies.Count };
        }
        database.Write(session =>
        {
            DirtyIntervals.Clear(session, marks);
            if (Runs.Current(session, slug)?.Id != run)
                Runs.MakeCurrent(session, slug, run);
        });
        return done;
    }

    // A changed configuration, model or pipeline begins a new run.
    private long RunOf(RegisteredStation station) => database.Write(session =>
    {
        string slug = station.Configuration.Slug, model = station.Configuration.Settings.Model.Tag;
        Run? newest = Runs.Of(session, slug).LastOrDefault();
        if (newest is not null && newest.ConfigurationVersion == station.Version && newest.Model == model && newest.PipelineVersion == StationPipeline.Version)
            return newest.Id;
        return Runs.Start(session, slug, StationPipeline.Version, model, station.Version, station.Configuration.Hash, time.GetUtcNow().ToUnixTimeMilliseconds());
    });

    // A frame at t changes the results from t - forward to t + back: whose reach it lies in. A run that is not current yet must come to hold every day that the current one holds.
    private SortedSet<long> DaysToDo(string slug, long run, List<DirtyInterval> marks, QcReach reach)
    {
        SortedSet<long> days = [];
        foreach (DirtyInterval mark in marks)
            for (long day = DerivedDay.StartOf(mark.FromUtcSeconds - reach.ForwardSeconds); day <= mark.ToUtcSeconds + reach.BackSeconds; day += DerivedDay.Seconds)
                days.Add(day);
        database.Read(session =>
        {
            if (Runs.Current(session, slug) is { } current && current.Id != run)
                days.UnionWith(DerivedDay.Between(session, slug, current.Id, long.MinValue, long.MaxValue).Select(day => day.DayStartUtcSeconds));
            return true;
        });
        return days;
    }

    private StretchResult DeriveStretch(StationConfiguration station, long run, QcReach reach, List<long> days)
    {
        StretchResult result = database.Read(session => StretchDerivation.Derive(session, station, run, reach, days, time.GetUtcNow().ToUnixTimeMilliseconds()));
        if (result.Days.Count + result.Copies.Count > 0)
            database.Write(session =>
            {
                foreach ((DerivedDay day, List<StationStateRow> rows) in result.Days)
                    day.Replace(session, station.Slug, run, rows);
                foreach ((DerivedDay day, long otherRun) in result.Copies)
                    day.CopyFrom(session, station.Slug, otherRun, run);
            });
        return result;
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

using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quality;

namespace KarstLogger.Gateway.Derive;

/// <summary>
/// Turns dirty intervals into rows: whole UTC days, in stretches, each written in one transaction with its hashes; the marks go when all their days are written, so a
/// kill at any moment repeats work and loses none. Frames that arrive meanwhile have marks of their own.
/// </summary>
public sealed class StationDeriver(StoreDatabase database, TimeProvider time)
{
    /// <summary>Days in one transaction: about 3000 samples, so that ingest never waits long for the writer.</summary>
    public const int DaysPerTransaction = 32;

    /// <summary>Derives everything of a station that is marked now.</summary>
    /// <returns>Days that were derived; 0 where nothing was marked or the store does not know the station.</returns>
    public int DeriveDirty(string slug)
    {
        (RegisteredStation? registered, List<DirtyInterval> marks) = database.Read(session =>
            (StationRegister.Find(session, slug), DirtyIntervals.Of(session, slug)));
        if (registered is not { } station || marks.Count == 0)
            return 0;
        long run = RunOf(station);
        QcReach reach = StationPipeline.Reach(station.Configuration.Settings);
        List<long> days = DirtyDays(marks, reach);
        foreach (List<long> stretch in Stretches(days))
            DeriveStretch(station.Configuration, run, reach, stretch);
        database.Write(session =>
        {
            DirtyIntervals.Clear(session, marks);
            if (Runs.Current(session, slug)?.Id != run)
                Runs.MakeCurrent(session, slug, run);
        });
        return days.Count;
    }

    /// <summary>Recomputes the days of the current run from the raw frames and compares hashes, without writing anything.</summary>
    /// <returns>A line for each day that differs; empty where every bit is the same.</returns>
    public IReadOnlyList<string> Verify(string slug, long fromUtcSeconds, long toUtcSeconds) => database.Read(session =>
    {
        List<string> differences = [];
        if (StationRegister.Find(session, slug) is not { } station || Runs.Current(session, slug) is not { } run)
            return (IReadOnlyList<string>)[$"station {slug}: nothing has been derived"];
        QcReach reach = StationPipeline.Reach(station.Configuration.Settings);
        foreach (DerivedDay stored in DerivedDay.Between(session, slug, run.Id, fromUtcSeconds, toUtcSeconds))
        {
            (DerivedDay again, _) = DeriveDays(session, station.Configuration, reach, [stored.DayStartUtcSeconds], 0)[0];
            string day = DateTimeOffset.FromUnixTimeSeconds(stored.DayStartUtcSeconds).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
            if (!again.InputHash.AsSpan().SequenceEqual(stored.InputHash))
                differences.Add($"station {slug}, {day}: other inputs (frames or configuration have changed since)");
            else if (!again.ValueHash.AsSpan().SequenceEqual(stored.ValueHash))
                differences.Add($"station {slug}, {day}: the same inputs give other values");
        }
        return differences;
    });

    // A changed configuration, model or pipeline begins a new run; its days are all marked by whoever changed it.
    private long RunOf(RegisteredStation station) => database.Write(session =>
    {
        string slug = station.Configuration.Slug, model = station.Configuration.Settings.Model.Tag;
        Run? newest = Runs.Of(session, slug).LastOrDefault();
        if (newest is not null && newest.ConfigurationVersion == station.Version && newest.Model == model && newest.PipelineVersion == StationPipeline.Version)
            return newest.Id;
        return Runs.Start(session, slug, StationPipeline.Version, model, station.Version, station.Configuration.Hash, time.GetUtcNow().ToUnixTimeMilliseconds());
    });

    private void DeriveStretch(StationConfiguration station, long run, QcReach reach, List<long> days)
    {
        long now = time.GetUtcNow().ToUnixTimeMilliseconds();
        List<(DerivedDay Day, List<StationStateRow> Rows)> derived = database.Read(session => DeriveDays(session, station, reach, days, now));
        database.Write(session =>
        {
            foreach ((DerivedDay day, List<StationStateRow> rows) in derived)
                day.Replace(session, station.Slug, run, rows);
        });
    }

    private static List<(DerivedDay Day, List<StationStateRow> Rows)> DeriveDays(
        StoreSession session, StationConfiguration station, QcReach reach, List<long> days, long nowUtcMs)
    {
        long from = days[0], to = days[^1] + DerivedDay.Seconds;
        StationHistory history = StationHistory.Read(session, station, from - reach.BackSeconds, to + reach.ForwardSeconds);
        int first = history.IndexAt(from);
        DerivedSeries series = StationPipeline.Run(new StationWindow(history.Samples, first, history.IndexAt(to) - first, history.Air), station.Settings);
        ILookup<long, StationStateRow> byDay = StateRows.Of(series).ToLookup(row => DayOf(row.PlacedUtcSeconds));
        List<(DerivedDay, List<StationStateRow>)> derived = [];
        foreach (long day in days)
        {
            List<StationStateRow> rows = [.. byDay[day]];
            derived.Add((new DerivedDay(day, nowUtcMs, Provenance.InputHash(station, history, reach, day), Provenance.ValueHash(rows)), rows));
        }
        return derived;
    }

    // A frame at t changes the results from t - forward to t + back: whose reach it lies in.
    private static List<long> DirtyDays(List<DirtyInterval> marks, QcReach reach)
    {
        SortedSet<long> days = [];
        foreach (DirtyInterval mark in marks)
            for (long day = DayOf(mark.FromUtcSeconds - reach.ForwardSeconds); day <= mark.ToUtcSeconds + reach.BackSeconds; day += DerivedDay.Seconds)
                days.Add(day);
        return [.. days];
    }

    private static IEnumerable<List<long>> Stretches(List<long> days)
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

    private static long DayOf(long utcSeconds) => utcSeconds - (utcSeconds % DerivedDay.Seconds + DerivedDay.Seconds) % DerivedDay.Seconds;
}

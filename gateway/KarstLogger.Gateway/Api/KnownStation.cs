using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Api;

/// <summary>A station with the run that is asked for and the span of its rows, read in one snapshot.</summary>
/// <param name="Registered">Its configuration in force.</param>
/// <param name="Run">The run; absent before the first derivation.</param>
/// <param name="FirstUtcSeconds">First derived sample; absent without any.</param>
/// <param name="NewestUtcSeconds">Newest derived sample.</param>
public sealed record KnownStation(RegisteredStation Registered, Run? Run, long? FirstUtcSeconds, long? NewestUtcSeconds)
{
    /// <summary>Its configuration.</summary>
    public StationConfiguration Configuration => Registered.Configuration;

    /// <summary>Its slug.</summary>
    public string Slug => Configuration.Slug;

    /// <summary>Finds it.</summary>
    /// <exception cref="ApiRefusal">The store knows neither the station nor the run.</exception>
    public static KnownStation Find(StoreSession session, string slug, long? runId = null)
    {
        RegisteredStation registered = StationRegister.Find(session, slug) ?? throw ApiRefusal.Unknown($"There is no station '{slug}'.");
        Run? run = runId is null ? Runs.Current(session, slug)
            : Runs.Of(session, slug).FirstOrDefault(one => one.Id == runId) ?? throw ApiRefusal.Unknown($"Station '{slug}' has no run {runId}.");
        return new KnownStation(registered, run, run is null ? null : Edge("MIN"), run is null ? null : Edge("MAX"));

        long? Edge(string which) => session.Number($"SELECT {which}(placed_utc_s) FROM station_state WHERE station = @station AND run_id = @run", slug, run!.Id);
    }

    /// <summary>The stretch that a request asks for; without data the beginning of time.</summary>
    public TimeRange Range(string? from, string? to, TimeSpan? usual) => TimeRange.Read(from, to, NewestUtcSeconds ?? 0, usual);

    /// <summary>Names the state of what was derived and entered: the same text, the same answers.</summary>
    public string Version(StoreSession session)
    {
        long derived = Run is null ? 0 : session.Number("SELECT MAX(result_utc_ms) FROM derived_day WHERE station = @station AND run_id = @run", Slug, Run.Id) ?? 0;
        long entered = session.Number("SELECT MAX(id) FROM audit WHERE subject = @subject", $"station/{Slug}") ?? 0;
        return FormattableString.Invariant($"{Slug} {Registered.Version} {Run?.Id} {derived} {entered} {NewestUtcSeconds}");
    }
}

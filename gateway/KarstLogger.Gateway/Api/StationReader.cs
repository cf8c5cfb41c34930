using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quantities;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Api;

/// <summary>Reads the stations as they stand now.</summary>
public static class StationReader
{
    /// <summary>All stations, by slug.</summary>
    public static List<StationView> All(StoreSession session, long nowUtcMs) =>
        [.. StationRegister.Slugs(session).Select(slug => Of(session, KnownStation.Find(session, slug), nowUtcMs))];

    /// <summary>One station.</summary>
    public static StationView Of(StoreSession session, KnownStation station, long nowUtcMs)
    {
        StationConfiguration configuration = station.Configuration;
        StationStateRow? newest = Newest(session, station);
        List<LoggerState> loggers = CallingLoggers(session, configuration, nowUtcMs / 1000);
        bool inMaintenance = newest?.Qualifiers.Split(' ').Contains("Mnt") == true;
        ContactState state = ContactState.Of(new ContactFacts(
            nowUtcMs / 1000, configuration.Deployments.Any(one => !ImportLogger.IsImport(one.LoggerId)), loggers.Max(one => (long?)one.LastContactUtcMs) / 1000,
            loggers.Min(one => one.NextContactUtcSeconds), newest is null ? null : ReceivedUtcSeconds(session, newest.Key),
            newest is not null && HasWater(newest), inMaintenance, configuration.IntervalSeconds));
        return new StationView
        {
            Slug = configuration.Slug, Name = configuration.Name, Site = configuration.Site, Remark = configuration.Remark,
            LatitudeDegrees = configuration.Position.LatitudeDegrees, LongitudeDegrees = configuration.Position.LongitudeDegrees,
            AltitudeMetres = configuration.Position.AltitudeMetres,
            AreaSquareKilometres = configuration.AreaAt(station.NewestUtcSeconds ?? nowUtcMs / 1000)?.SquareKilometres,
            Illustrative = configuration.IsIllustrative, Simulated = newest?.Simulated == true, IntervalSeconds = configuration.IntervalSeconds,
            State = state.Word, StateText = state.Text,
            LastContact = ApiJson.Instant(loggers.Max(one => (long?)one.LastContactUtcMs) / 1000),
            ExpectedNextContact = ApiJson.Instant(loggers.Min(one => one.NextContactUtcSeconds)),
            BacklogFrames = loggers.Count == 0 ? null : loggers.Sum(one => one.Backlog), BatteryMillivolts = loggers.Min(one => one.BatteryMillivoltsMin),
            Maintenance = inMaintenance, WorstFlag = newest is null ? QcFlag.Missing : WorstFlag(newest, SampleOf(session, newest.Key)),
            DataFrom = ApiJson.Instant(station.FirstUtcSeconds), DataTo = ApiJson.Instant(station.NewestUtcSeconds),
            Latest = newest is null ? null : Latest(newest), Counters = Counters(session, configuration, loggers),
            Deployments = [.. configuration.Deployments.Select(one => new DeploymentView(one.Number, LoggerId.ToText(one.LoggerId), one.SondeSlot, one.SondeModel,
                one.SondeSerial, ApiJson.Instant(one.FromUtcSeconds), ApiJson.Instant(one.ToUtcSeconds), one.OffsetMetres))],
        };
    }

    /// <summary>The loggers that hang there now, or the last ones that did.</summary>
    public static List<LoggerState> CallingLoggers(StoreSession session, StationConfiguration station, long nowUtcSeconds)
    {
        List<Deployment> boxes = [.. station.Deployments.Where(one => !ImportLogger.IsImport(one.LoggerId))];
        HashSet<uint> now = [.. boxes.Where(one => one.Holds(nowUtcSeconds)).Select(one => one.LoggerId)];
        if (now.Count == 0 && boxes.Count > 0)
            now.Add(boxes[^1].LoggerId);
        return [.. LoggerRegister.All(session).Where(logger => now.Contains(logger.LoggerId))];
    }

    // Rain and ions that stand as their mean have values without any sonde: only what is measured in the water counts.
    private static bool HasWater(StationStateRow row) => Measured.Any(variable => row.Value(variable) is not null && row.Flag(variable).IsUsable());

    private static readonly StationVariable[] Measured =
        [StationVariable.Depth, StationVariable.WaterTemperature, StationVariable.Ph, StationVariable.ElectricalConductivity, StationVariable.SpecificConductance];

    private static StationStateRow? Newest(StoreSession session, KnownStation station) => station is { Run: { } run, NewestUtcSeconds: { } newest }
        ? StationStateRow.Between(session, station.Slug, run.Id, newest, newest + 1).LastOrDefault() : null;

    private static long? ReceivedUtcSeconds(StoreSession session, FrameKey key) => session.Number(
        "SELECT received_utc_ms FROM frame WHERE logger_id = @logger AND epoch = @epoch AND sequence = @sequence", key.LoggerId, key.Epoch, key.Sequence) / 1000;

    // What a probe that is not fitted would give is missing by design, and so is what needs a rating that nobody made. A probe that is fitted and gave
    // nothing is missing in earnest: a station whose probes are all silent must not look well.
    private static QcFlag WorstFlag(StationStateRow row, Sample? sample)
    {
        IEnumerable<QcFlag> there = row.Flags.Where((flag, i) => row.Values[i] is not null || flag == QcFlag.Fail);
        ProbeStatus[] probes = sample is null ? [] : [sample.LevelStatus, sample.TemperatureStatus, sample.PhStatus, sample.EcStatus, sample.RainStatus];
        bool isSilent = probes.Any(status => status != ProbeStatus.NotFitted && !ProbeStatuses.HasValue(status));
        return isSilent ? QcFlag.Missing : there.DefaultIfEmpty(QcFlag.Missing).Aggregate(QcFlags.Worst);
    }

    private static Sample? SampleOf(StoreSession session, FrameKey key) => session.Query(
        "SELECT bytes FROM frame WHERE logger_id = @logger AND epoch = @epoch AND sequence = @sequence", row => SampleFrame.Read(row.GetBytes(0), 0),
        key.LoggerId, key.Epoch, key.Sequence).FirstOrDefault();

    private static LatestView Latest(StationStateRow row) => new(
        ApiJson.Instant(row.PlacedUtcSeconds), row.Qualifiers.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.Simulated,
        VariableCatalogue.All.Select((info, i) => (info.Key, View: new ValueView(row.Values[i], row.Flags[i], row.StandardUncertainties[i])))
            .ToDictionary(one => one.Key, one => one.View));

    private static CountersView Counters(StoreSession session, StationConfiguration station, List<LoggerState> loggers)
    {
        long archived = 0, lost = 0, conflicts = 0;
        foreach (uint logger in station.Deployments.Select(one => one.LoggerId).Distinct())
        {
            archived += session.Number("SELECT COUNT(*) FROM frame WHERE logger_id = @logger", logger) ?? 0;
            conflicts += session.Number("SELECT COUNT(*) FROM frame_conflict WHERE logger_id = @logger", logger) ?? 0;
            lost += session.Number("SELECT SUM(last_sequence - first_sequence + 1) FROM lost_range WHERE logger_id = @logger", logger) ?? 0;
            // What was reported lost and came by another way after all is not lost.
            lost -= session.Number(
                """
                SELECT COUNT(*) FROM lost_range JOIN frame ON frame.logger_id = lost_range.logger_id AND frame.epoch = lost_range.epoch
                    AND frame.sequence >= lost_range.first_sequence AND frame.sequence <= lost_range.last_sequence
                WHERE lost_range.logger_id = @logger
                """, logger) ?? 0;
        }
        return new CountersView(archived, loggers.Sum(one => one.Backlog), lost, loggers.Sum(one => one.DuplicateFrames), conflicts);
    }
}

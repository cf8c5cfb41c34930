using System.Data.Common;
using System.Security.Cryptography;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Instruments;

/// <summary>Reads the gateway's own instruments on the quarter hours and archives the readings. A fault is a status in a frame; nothing here ends the gateway.</summary>
public sealed class InstrumentLoop(StoreDatabase database, TimeProvider time, ILogger<InstrumentLoop> log, Func<InstrumentSettings, TimeProvider, InstrumentAccess>? access = null) : BackgroundService
{
    /// <summary>Between readings: the marks 00, 15, 30 and 45 of the clock, like the stations.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);

    private const int EpochBytes = 4;

    /// <summary>How long until the next mark after an instant; a whole interval when it is one.</summary>
    public static TimeSpan UntilNextMark(DateTimeOffset now) => Interval - TimeSpan.FromTicks(now.UtcTicks % Interval.Ticks);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        List<(InstrumentJournal Journal, InstrumentAccess Access, string Station)> fitted = [.. Fitted()];
        try
        {
            while (fitted.Count > 0)
            {
                await Task.Delay(UntilNextMark(time.GetUtcNow()), time, stoppingToken);
                foreach ((InstrumentJournal journal, InstrumentAccess one, string station) in fitted)
                    ReadOnce(journal, one, station);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            log.LogInformation("Instruments are no longer read.");
        }
    }

    private IEnumerable<(InstrumentJournal, InstrumentAccess, string)> Fitted()
    {
        List<RegisteredStation> stations = database.Read(session => StationRegister.Slugs(session).Select(slug => StationRegister.Find(session, slug)!).ToList());
        foreach (RegisteredStation station in stations)
        {
            if (station.Configuration.Instruments is not { } settings)
                continue;
            InstrumentAccess one = (access ?? InstrumentAccess.Of)(settings, time);
            // Once at the start: it begins to count rain, and the log says at once what is there.
            InstrumentReading first = one.Read();
            log.LogInformation("Instruments of {Station}: {Reading} ({Why}).", station.Configuration.Slug, first.Describe(), one.Why);
            uint chance = BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(EpochBytes));
            yield return (new InstrumentJournal(database, settings.LoggerId, chance), one, station.Configuration.Slug);
        }
    }

    private void ReadOnce(InstrumentJournal journal, InstrumentAccess one, string station)
    {
        InstrumentReading reading = one.Read();
        if (reading.IsEmpty)
            return; // said once at the start; a part that is plugged in later is found at the next mark
        try
        {
            journal.Append(reading, time.GetUtcNow());
            one.ShowSound(reading.IsSound);
        }
        catch (DbException failure)
        {
            log.LogError(failure, "A reading of the instruments of {Station} could not be stored.", station);
            one.ShowSound(false);
        }
        if (!reading.IsSound)
            log.LogWarning("Instruments of {Station}: {Reading}.", station, reading.Describe());
    }
}

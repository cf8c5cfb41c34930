using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Derive;

/// <summary>
/// The gateway's derivation in the background: looks for marks after each ingest and now and then, and derives the stations whose lease it holds. Several gateways on one
/// database share the stations; the lease of one that died runs out.
/// </summary>
public sealed class DeriveLoop(StoreDatabase database, StationDeriver deriver, TimeProvider time, ILogger<DeriveLoop> log) : BackgroundService
{
    /// <summary>A lease lasts this long; renewed at each look.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Longest time between two looks.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string _owner = Guid.NewGuid().ToString("n");

    /// <summary>Raised after a station has new results.</summary>
    public event Action<string>? Derived;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                LookOnce();
                await Task.Delay(LookEvery, time, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                // Samples are archived and acknowledged all the same; what could not be derived keeps its mark.
                log.LogError(failure, "Derivation failed; it is tried again.");
                await Task.Delay(LookEvery, time, stoppingToken);
            }
        }
    }

    private void LookOnce()
    {
        foreach (string station in database.Read(DirtyIntervals.Stations))
        {
            long now = time.GetUtcNow().ToUnixTimeMilliseconds();
            if (database.Write(session => Leases.TryTake(session, station, _owner, now, now + (long)Lease.TotalMilliseconds)) && deriver.DeriveDirty(station).HasNewResults)
                Derived?.Invoke(station);
        }
    }
}

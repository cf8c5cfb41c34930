using KarstLogger.HostSim;

namespace KarstLogger.Simulation;

/// <summary>
/// What goes wrong in a demo: a broker outage of twelve hours, a gateway killed with kill -9 in the middle of ingest, and the first station off the air for three days
/// (at most a tenth of the demo) around its worst flood.
/// </summary>
/// <param name="BrokerOutage">The broker is dead in this stretch.</param>
/// <param name="GatewayKilledAt">The gateway is killed when the stations pass this instant, UTC seconds.</param>
/// <param name="LinkLoss">The first station has no network in this stretch.</param>
/// <param name="FloodAt">The first station's flood: its fastest rise of stage within two hours.</param>
/// <param name="FloodRiseMetres">That rise, m.</param>
public sealed record DemoFaults(Stretch BrokerOutage, uint GatewayKilledAt, Stretch LinkLoss, uint FloodAt, double FloodRiseMetres)
{
    private const uint Day = 86400, TwoHours = 7200, Step = 900;

    // A demo has a flood inside, also in the dry season: up to this many seeds are looked at, the worst flood among them is taken.
    private const int SeedsLookedAt = 40;
    private const double FloodEnoughMetres = 0.8;

    /// <summary>The first station with a seed whose weather brings a flood, and the faults laid around it; the same seed gives the same demo.</summary>
    public static (StationOptions Station, DemoFaults Faults) WithFlood(uint startUtcSeconds, uint endUtcSeconds, StationOptions station)
    {
        (StationOptions Station, DemoFaults Faults) best = (station, For(startUtcSeconds, endUtcSeconds, station));
        for (ulong i = 1; i < SeedsLookedAt && best.Faults.FloodRiseMetres < FloodEnoughMetres; i++)
        {
            StationOptions other = station with { Seed = station.Seed + 1000 * i };
            DemoFaults faults = For(startUtcSeconds, endUtcSeconds, other);
            if (faults.FloodRiseMetres > best.Faults.FloodRiseMetres)
                best = (other, faults);
        }
        return best;
    }

    private static DemoFaults For(uint startUtcSeconds, uint endUtcSeconds, StationOptions firstStation)
    {
        uint length = endUtcSeconds - startUtcSeconds, loss = Math.Min(3 * Day, length / 10);
        // The air is back well before the end, so that the backlog has time to come in.
        (uint flood, double rise) = WorstFlood(firstStation, startUtcSeconds + length / 20, endUtcSeconds - length / 10 - loss);
        uint outage = startUtcSeconds + (uint)(0.30 * length);
        return new DemoFaults(
            new Stretch(outage, outage + Math.Min(Day / 2, length / 20)), startUtcSeconds + (uint)(0.45 * length), new Stretch(flood - loss / 3, flood - loss / 3 + loss), flood, rise);
    }

    private static (uint At, double Rise) WorstFlood(StationOptions station, uint from, uint to)
    {
        SimulatedCave cave = new(station.Cave, station.Seed, station.StartUtcSeconds * 1000L);
        Queue<double> lastTwoHours = new();
        (uint At, double Rise) worst = (from, double.MinValue);
        for (uint at = station.StartUtcSeconds; at < to; at += Step)
        {
            double stage = cave.At(at * 1000L).StageMetres;
            lastTwoHours.Enqueue(stage);
            if (lastTwoHours.Count > TwoHours / Step && stage - lastTwoHours.Dequeue() is var rise && at >= from && rise > worst.Rise)
                worst = (at, rise);
        }
        return worst;
    }
}

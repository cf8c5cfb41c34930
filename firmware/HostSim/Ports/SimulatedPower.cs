using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>
/// Four D cells, a small panel and the sun above the box; the sonde's supply switches the device on the bus.
/// Faults: weeks without sun, a sagging supply.
/// </summary>
public sealed class SimulatedPower(VirtualTime time, SimulatedBus bus, SimulatedCave cave, double capacityMilliampHours) : IPower
{
    // Sleep current of the box with its regulator and RTC, and awake current with the sonde on (power budget in hardware/).
    private const double SleepMilliamps = 0.25;
    private const double SondeMilliamps = 40;

    private double _chargeMilliampHours = capacityMilliampHours * 0.9;
    private long _lastMs = time.UtcMilliseconds;
    private bool _sondeOn;

    /// <summary>Current of the panel in full sun, mA; 0 in a cave.</summary>
    public double PanelMilliamps { get; set; } = 60;

    /// <inheritdoc/>
    public ResetReason Reset { get; set; } = ResetReason.PowerOn;

    /// <summary>True time when the sonde's supply was last switched off: the end of the last burst.</summary>
    public long SondeOffAtMs { get; private set; }

    /// <summary>True time when it was last switched on.</summary>
    public long SondeOnAtMs { get; private set; }

    /// <summary>The water at that moment, for the truth beside the sample.</summary>
    public CaveWater WaterAtSondeOff { get; private set; }

    /// <inheritdoc/>
    public int BatteryMillivolts()
    {
        Settle();
        double share = _chargeMilliampHours / capacityMilliampHours;
        // Four alkaline cells: 6.2 V fresh, falling evenly to 4.0 V; 40 mA through 0.8 ohm sag 32 mV.
        return (int)(4000 + 2200 * share) - (_sondeOn ? 32 : 0);
    }

    /// <inheritdoc/>
    public void SondeRail(bool on)
    {
        Settle();
        if (_sondeOn && !on)
        {
            SondeOffAtMs = time.UtcMilliseconds;
            WaterAtSondeOff = cave.At(SondeOffAtMs);
        }
        if (on && !_sondeOn)
            SondeOnAtMs = time.UtcMilliseconds;
        _sondeOn = on;
        bus.Device?.Supply(on, time.UtcMilliseconds);
    }

    /// <summary>Fault: the battery is at this share of its capacity.</summary>
    public void SetShare(double share)
    {
        Settle();
        _chargeMilliampHours = capacityMilliampHours * share;
    }

    private void Settle()
    {
        double hours = (time.UtcMilliseconds - _lastMs) / 3.6e6;
        double hourOfDay = time.UtcMilliseconds / 3.6e6 % 24;
        double sun = Math.Max(0, Math.Sin((hourOfDay + 1) / 24 * 2 * Math.PI));
        double milliamps = PanelMilliamps * sun - SleepMilliamps - (_sondeOn ? SondeMilliamps : 0);
        _chargeMilliampHours = Math.Clamp(_chargeMilliampHours + milliamps * hours, 0, capacityMilliampHours);
        _lastMs = time.UtcMilliseconds;
    }
}

using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>
/// The box's clock against true time. Faults, each because field clocks do it: drift (crystal and RC oscillators), a step (a wrong source, a battery change),
/// loss of the time at a power cut when no battery-backed clock is fitted, a chip that starts again at its zero.
/// </summary>
public sealed class SimulatedClock : IClock
{
    private readonly VirtualTime _time;
    private long _anchorTrueMs;
    private long _anchorClockMs;
    private double _driftPartsPerMillion;
    private long _wakeTrueMs;
    private long _timerTrueMs;

    /// <summary>A clock that starts right, or unset.</summary>
    public SimulatedClock(VirtualTime time, bool isSet, double driftPartsPerMillion)
    {
        _time = time;
        _driftPartsPerMillion = driftPartsPerMillion;
        _anchorTrueMs = time.UtcMilliseconds;
        _anchorClockMs = isSet ? time.UtcMilliseconds : 0;
        _wakeTrueMs = time.UtcMilliseconds;
    }

    /// <inheritdoc/>
    public long UtcMilliseconds => _anchorClockMs + (long)((_time.UtcMilliseconds - _anchorTrueMs) * (1 + _driftPartsPerMillion * 1e-6));

    /// <inheritdoc/>
    public long ElapsedMs => _time.UtcMilliseconds - _wakeTrueMs;

    /// <summary>True from a fault until the firmware sets the clock: what it says of its own error is not to be held against it.</summary>
    public bool IsDisturbed { get; private set; }

    /// <summary>How far the clock is ahead of true time, ms.</summary>
    public long OffsetMs => UtcMilliseconds - _time.UtcMilliseconds;

    /// <inheritdoc/>
    public void Set(long utcMilliseconds)
    {
        IsDisturbed = false;
        Anchor(utcMilliseconds);
    }

    /// <inheritdoc/>
    public void Wait(int ms) => _time.Advance(ms);

    /// <summary>The program starts anew.</summary>
    public void BeginWake() => _wakeTrueMs = _time.UtcMilliseconds;

    /// <summary>Sets the sleep timer: it counts a time, on the same oscillator, and does not hear of a clock that is stepped meanwhile.</summary>
    public void SetTimer(uint clockSeconds)
    {
        double clockMs = clockSeconds * 1000.0 - UtcMilliseconds;
        _timerTrueMs = _time.UtcMilliseconds + (clockMs > 0 ? (long)Math.Ceiling(clockMs / (1 + _driftPartsPerMillion * 1e-6)) : 0);
    }

    /// <summary>Sleeps until the timer is over.</summary>
    public void Sleep() => _time.Advance(_timerTrueMs - _time.UtcMilliseconds);

    /// <summary>Fault: the clock jumps.</summary>
    public void Step(long ms)
    {
        // No clock chip counts below its own zero.
        Anchor(Math.Max(0, UtcMilliseconds + ms));
        IsDisturbed = true;
    }

    /// <summary>Fault: the time is gone.</summary>
    public void LoseTime()
    {
        // A clock at its zero says itself that it is not set: nobody is misled.
        IsDisturbed = false;
        Anchor(0);
    }

    /// <summary>Fault: another drift from now on.</summary>
    public void SetDrift(double partsPerMillion)
    {
        Anchor(UtcMilliseconds);
        _driftPartsPerMillion = partsPerMillion;
    }

    private void Anchor(long utcMilliseconds)
    {
        _anchorTrueMs = _time.UtcMilliseconds;
        _anchorClockMs = utcMilliseconds;
    }
}

using System.Globalization;

namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>Whether a correction adds an amount or a share of the reading.</summary>
public enum CorrectionMode
{
    /// <summary>x + error * share of the time.</summary>
    Additive,

    /// <summary>x * (1 + percent / 100 * share of the time): conductivity and turbidity, whose errors grow with the reading.</summary>
    Percent,
}

/// <summary>Name, version and time of a correction.</summary>
/// <param name="Id">Names the correction, e.g. the visit.</param>
/// <param name="Version">1 and up; the highest version of an id is in force.</param>
/// <param name="FromUtcSeconds">Nothing is corrected at or before this instant.</param>
/// <param name="ToUtcSeconds">The last instant that is corrected: the service.</param>
public readonly record struct CorrectionSpan(string Id, int Version, long FromUtcSeconds, long ToUtcSeconds);

/// <summary>
/// One correction of a raw series over a stretch of time. A layer is never changed: a better one gets the same id and a higher version. The raw series is never changed either.
/// </summary>
/// <param name="Span">Name, version and time.</param>
public abstract record CorrectionLayer(CorrectionSpan Span)
{
    /// <summary>Fouling before drift (USGS TM 1-D3), a free shift last.</summary>
    public abstract int Order { get; }

    /// <summary>One line that two equal layers share and two different ones do not; for hashes.</summary>
    public string CanonicalText => string.Create(CultureInfo.InvariantCulture, $"{Kind} {Span.Id} v{Span.Version} {Span.FromUtcSeconds} {Span.ToUtcSeconds} {Parameters}");

    /// <summary>The value with this layer applied; unchanged outside the layer's time.</summary>
    public double Apply(double value, long utcSeconds) =>
        utcSeconds > Span.FromUtcSeconds && utcSeconds <= Span.ToUtcSeconds
            ? Corrected(value, (double)(utcSeconds - Span.FromUtcSeconds) / (Span.ToUtcSeconds - Span.FromUtcSeconds))
            : value;

    /// <summary>Name of the kind in <see cref="CanonicalText"/>.</summary>
    protected abstract string Kind { get; }

    /// <summary>The numbers of the kind in <see cref="CanonicalText"/>.</summary>
    protected abstract string Parameters { get; }

    /// <summary>The value at a share 0 to 1 of the layer's time.</summary>
    protected abstract double Corrected(double value, double share);
}

/// <summary>Growth on the sensor between two cleanings: the error grows from 0 at the onset to <paramref name="Error"/> at the service.</summary>
/// <param name="Span">Name, version and time.</param>
/// <param name="Error">E_f in the parameter's unit (additive mode) or C_f in percent of the reading (percent mode).</param>
/// <param name="Mode">What <paramref name="Error"/> is.</param>
public sealed record FoulingCorrection(CorrectionSpan Span, double Error, CorrectionMode Mode) : CorrectionLayer(Span)
{
    /// <inheritdoc/>
    public override int Order => 0;

    /// <inheritdoc/>
    protected override string Kind => "fouling";

    /// <inheritdoc/>
    protected override string Parameters => string.Create(CultureInfo.InvariantCulture, $"{Mode} {Error:R}");

    /// <inheritdoc/>
    protected override double Corrected(double value, double share) => Mode == CorrectionMode.Additive ? value + Error * share : value * (1 + Error / 100 * share);
}

/// <summary>Change of the sensor itself between two calibrations, from its readings in standards; applied to the value that is free of fouling.</summary>
/// <param name="Span">Name, version and time.</param>
/// <param name="Errors">E_d along the scale.</param>
/// <param name="Mode">Whether the error is added or taken as percent.</param>
public sealed record DriftCorrection(CorrectionSpan Span, DriftErrors Errors, CorrectionMode Mode) : CorrectionLayer(Span)
{
    /// <inheritdoc/>
    public override int Order => 1;

    /// <inheritdoc/>
    protected override string Kind => "drift";

    /// <inheritdoc/>
    protected override string Parameters => string.Create(CultureInfo.InvariantCulture,
        $"{Mode} {string.Join(' ', Errors.Standards.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Standard:R}/{s.Reading:R}")))}");

    /// <inheritdoc/>
    protected override double Corrected(double value, double share) =>
        Mode == CorrectionMode.Additive ? value + Errors.At(value) * share : value * (1 + Errors.PercentAt(value) / 100 * share);
}

/// <summary>A shift with two free ends, linear between them: the general form of a technician's drift correction.</summary>
/// <param name="Span">Name, version and time.</param>
/// <param name="StartShift">Added just after the start.</param>
/// <param name="EndShift">Added at the end.</param>
public sealed record TwoEndedCorrection(CorrectionSpan Span, double StartShift, double EndShift) : CorrectionLayer(Span)
{
    /// <inheritdoc/>
    public override int Order => 2;

    /// <inheritdoc/>
    protected override string Kind => "two-ended";

    /// <inheritdoc/>
    protected override string Parameters => string.Create(CultureInfo.InvariantCulture, $"{StartShift:R} {EndShift:R}");

    /// <inheritdoc/>
    protected override double Corrected(double value, double share) => value + StartShift + share * (EndShift - StartShift);
}

namespace KarstLogger.Gateway.Api;

/// <summary>One control of a rating: Q = C (h - h0)^b up to a stage.</summary>
public sealed record SegmentView(double? UpToStageMetres, double C, double Exponent, double HeadDatumMetres);

/// <summary>A gauging beside the rating.</summary>
public sealed record GaugingView(
    string Id, DateTimeOffset Utc, double StageMetres, double DischargeCubicMetresPerSecond, double? U95CubicMetresPerSecond, string Method, double? DeviationPercent, bool Used);

/// <summary>The curve as columns; the band is that of the curve, absent where the rating has no covariance.</summary>
public sealed record CurveView(
    IReadOnlyList<double> StageMetres, IReadOnlyList<double?> DischargeCubicMetresPerSecond, IReadOnlyList<double?> Low95, IReadOnlyList<double?> High95, IReadOnlyList<string> State);

/// <summary>A point of a shift.</summary>
public sealed record ShiftNodeView(double StageMetres, double ShiftMetres);

/// <summary>A dated shift.</summary>
public sealed record ShiftView(DateTimeOffset From, IReadOnlyList<ShiftNodeView> Nodes);

/// <summary>A version of the rating.</summary>
public sealed record RatingVersionView(string Id, DateTimeOffset From, DateTimeOffset? To);

/// <summary>A rating with its gaugings, curve and band.</summary>
public sealed record RatingView(
    string Id, DateTimeOffset From, DateTimeOffset? To, bool Illustrative, double? GaugedLow, double? GaugedHigh, double? StageOfZeroFlowMetres, string Fingerprint,
    IReadOnlyList<SegmentView> Segments, IReadOnlyList<GaugingView> Gaugings, CurveView Curve, IReadOnlyList<ShiftView> Shifts, IReadOnlyList<RatingVersionView> Versions);

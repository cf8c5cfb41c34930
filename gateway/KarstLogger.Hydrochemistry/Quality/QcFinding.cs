using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>One test that found something, with the numbers a person needs to judge it.</summary>
/// <param name="Index">Position of the sample in the series that was checked.</param>
/// <param name="UtcSeconds">Instant of the sample.</param>
/// <param name="Variable">What was found wanting.</param>
/// <param name="Test">The test.</param>
/// <param name="Flag">Suspect or Fail, after any softening.</param>
/// <param name="Value">What the test measured: the value itself, a spike's height, a rate per second, seconds of standing still, a count; absent for a gap.</param>
/// <param name="Threshold">The limit that was passed, in the unit of <paramref name="Value"/>.</param>
/// <param name="Support">Why a FAIL was softened.</param>
/// <param name="IsInformative">True for a finding that changes no flag.</param>
public readonly record struct QcFinding(
    int Index, long UtcSeconds, QcVariable Variable, QcTest Test, QcFlag Flag, double? Value, double? Threshold, QcSupport Support, bool IsInformative);

namespace KarstLogger.Hydrochemistry.Level;

/// <summary>Height of the probe's zero above the station datum, found at a visit; stage = depth + offset.</summary>
/// <param name="UtcSeconds">Instant of the survey.</param>
/// <param name="OffsetMetres">m.</param>
/// <param name="IsProrated">True where the probe crept to this offset since the survey before (a slipping cable); false where it was moved now (a new bracket).</param>
public readonly record struct DatumSurvey(long UtcSeconds, double OffsetMetres, bool IsProrated);

/// <summary>The dated surveys of a deployment. The datum is never moved silently: a changed offset is a new survey.</summary>
public sealed class DatumSurveys
{
    private readonly DatumSurvey[] _surveys;

    /// <summary>Surveys in any order.</summary>
    /// <exception cref="ArgumentException">None, or two of one instant.</exception>
    public DatumSurveys(IEnumerable<DatumSurvey> surveys)
    {
        _surveys = [.. surveys.OrderBy(s => s.UtcSeconds)];
        if (_surveys.Length == 0)
            throw new ArgumentException("A stage needs at least one surveyed offset.");
        for (int i = 1; i < _surveys.Length; i++)
            if (_surveys[i].UtcSeconds == _surveys[i - 1].UtcSeconds)
                throw new ArgumentException($"Two datum surveys at {_surveys[i].UtcSeconds} s: keep one.");
    }

    /// <summary>The offset in force, m; absent before the first survey. Linear in time towards a prorated survey, else constant from each survey on.</summary>
    public double? OffsetAt(long utcSeconds)
    {
        int last = Array.FindLastIndex(_surveys, s => s.UtcSeconds <= utcSeconds);
        if (last < 0)
            return null;
        DatumSurvey from = _surveys[last];
        if (last + 1 == _surveys.Length || !_surveys[last + 1].IsProrated)
            return from.OffsetMetres;
        DatumSurvey to = _surveys[last + 1];
        return from.OffsetMetres + (to.OffsetMetres - from.OffsetMetres) * (utcSeconds - from.UtcSeconds) / (to.UtcSeconds - from.UtcSeconds);
    }
}

namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>Drift error along the scale of the sensor: linear between the readings in the standards, constant outside them (USGS TM 1-D3, variable correction).</summary>
public sealed class DriftErrors
{
    private readonly StandardCheck[] _byReading;

    /// <summary>From the standards of one service, in any order.</summary>
    /// <exception cref="ArgumentException">None, two with the same reading, or a number that is none.</exception>
    public DriftErrors(IEnumerable<StandardCheck> standards)
    {
        _byReading = [.. standards.OrderBy(s => s.Reading)];
        if (_byReading.Length == 0)
            throw new ArgumentException("A drift error needs at least one standard.");
        for (int i = 0; i < _byReading.Length; i++)
            if (!double.IsFinite(_byReading[i].Error) || (i > 0 && _byReading[i].Reading <= _byReading[i - 1].Reading))
                throw new ArgumentException("The readings in the standards must be numbers, each another one.");
    }

    /// <summary>The standards, by ascending reading.</summary>
    public IReadOnlyList<StandardCheck> Standards => _byReading;

    /// <summary>E_d at a reading, in the parameter's unit.</summary>
    public double At(double reading) => Interpolate(reading, s => s.Error);

    /// <summary>C_d at a reading, percent of the reading.</summary>
    public double PercentAt(double reading) => Interpolate(reading, s => s.Percent);

    private double Interpolate(double reading, Func<StandardCheck, double> of)
    {
        int above = Array.FindIndex(_byReading, s => s.Reading >= reading);
        if (above <= 0)
            return of(above == 0 ? _byReading[0] : _byReading[^1]);
        StandardCheck low = _byReading[above - 1], high = _byReading[above];
        return of(low) + (reading - low.Reading) / (high.Reading - low.Reading) * (of(high) - of(low));
    }
}

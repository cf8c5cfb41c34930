using System.Globalization;

namespace KarstLogger.Hydrochemistry.Quality;

/// <summary>A closed range of a variable, both ends included, in the variable's own unit.</summary>
public readonly record struct ValueSpan
{
    /// <summary>A range; the two ends may be given in either order.</summary>
    /// <exception cref="ArgumentException">An end is not a number.</exception>
    public ValueSpan(double oneEnd, double otherEnd)
    {
        if (double.IsNaN(oneEnd) || double.IsNaN(otherEnd))
            throw new ArgumentException("Both ends of a range must be numbers.");
        Least = Math.Min(oneEnd, otherEnd);
        Most = Math.Max(oneEnd, otherEnd);
    }

    /// <summary>The lower end, included.</summary>
    public double Least { get; }

    /// <summary>The upper end, included.</summary>
    public double Most { get; }

    /// <summary>True for Least &lt;= value &lt;= Most.</summary>
    public bool Holds(double value) => value >= Least && value <= Most;

    /// <summary>True where every value of <paramref name="inner"/> is inside this range.</summary>
    public bool Holds(ValueSpan inner) => inner.Least >= Least && inner.Most <= Most;

    /// <summary>The end that <paramref name="value"/> lies beyond; the nearer one for a value inside.</summary>
    public double NearestEnd(double value) => Math.Abs(value - Least) <= Math.Abs(value - Most) ? Least : Most;

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Least} to {Most}");
}

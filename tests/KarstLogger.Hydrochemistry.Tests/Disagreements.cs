using System.Globalization;
using System.Text.Json;

namespace KarstLogger.Hydrochemistry.Tests;

/// <summary>Collects every value of a reference file that ours does not meet, so that one run names them all.</summary>
internal sealed class Disagreements
{
    private readonly List<string> _found = [];
    private int _compared;

    /// <summary>Relative comparison |ours - expected| &lt;= tolerance * |expected| (absolute where expected is zero).</summary>
    public void Relative(string what, double expected, double? ours, double tolerance)
    {
        _compared++;
        double limit = expected == 0 ? tolerance : tolerance * Math.Abs(expected);
        if (ours is not { } value || !(Math.Abs(value - expected) <= limit))
            _found.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected:R}, ours {ours:R}, tolerance {tolerance:R}"));
    }

    /// <summary>
    /// Relative comparison of a figure that its file prints with fewer digits than the tolerance asks for: half a unit of its last printed digit is allowed as well.
    /// </summary>
    public void RelativeOrPrintedDigits(string what, JsonElement expected, double? ours, double tolerance)
    {
        double value = expected.GetDouble(), printed = 0.5 * LastDigit(expected.GetRawText());
        Relative(what, value, ours, Math.Max(tolerance, printed / Math.Abs(value)));
    }

    /// <summary>Exact agreement.</summary>
    public void Equal<T>(string what, T expected, T ours)
    {
        _compared++;
        if (!EqualityComparer<T>.Default.Equals(expected, ours))
            _found.Add($"{what}: expected {expected}, ours {ours}");
    }

    /// <summary>A disagreement that is not a number, e.g. a case of a kind we do not know.</summary>
    public void Add(string what) => _found.Add(what);

    /// <summary>Fails when anything disagreed, or when nothing at all was compared.</summary>
    public void AssertNone()
    {
        Assert.True(_found.Count == 0, string.Join(Environment.NewLine, _found));
        Assert.True(_compared > 0, "The reference file held nothing to compare.");
    }

    private static double LastDigit(string text)
    {
        int exponentAt = text.IndexOfAny(['e', 'E']);
        string mantissa = exponentAt < 0 ? text : text[..exponentAt];
        int exponent = exponentAt < 0 ? 0 : int.Parse(text[(exponentAt + 1)..], CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        return Math.Pow(10, exponent - (point < 0 ? 0 : mantissa.Length - point - 1));
    }
}

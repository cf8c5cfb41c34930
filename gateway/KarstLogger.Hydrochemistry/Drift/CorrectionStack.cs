using System.Collections.Immutable;

namespace KarstLogger.Hydrochemistry.Drift;

/// <summary>The corrections in force of one sensor: the highest version of each, fouling before drift before shifts. Reads the raw value and gives the corrected one; nothing is stored in place.</summary>
public sealed class CorrectionStack
{
    private readonly ImmutableArray<CorrectionLayer> _inForce;

    /// <summary>Layers in any order and any number of versions.</summary>
    /// <exception cref="ArgumentException">A layer that ends before it begins, or two different layers with one id and version.</exception>
    public CorrectionStack(IEnumerable<CorrectionLayer> layers)
    {
        CorrectionLayer[] all = [.. layers];
        foreach (CorrectionLayer layer in all)
            if (layer.Span.ToUtcSeconds <= layer.Span.FromUtcSeconds)
                throw new ArgumentException($"The correction '{layer.Span.Id}' must end after it begins.");
        foreach (IGrouping<(string, int, int), CorrectionLayer> same in all.GroupBy(l => (l.Span.Id, l.Order, l.Span.Version)))
            if (same.Select(l => l.CanonicalText).Distinct(StringComparer.Ordinal).Count() > 1)
                throw new ArgumentException($"The correction '{same.Key.Item1}' has two different versions {same.Key.Item3}.");
        _inForce =
        [
            .. all.GroupBy(l => (l.Span.Id, l.Order)).Select(versions => versions.MaxBy(l => l.Span.Version)!)
                .OrderBy(l => l.Order).ThenBy(l => l.Span.FromUtcSeconds).ThenBy(l => l.Span.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>The layers in force, in the order of their application.</summary>
    public ImmutableArray<CorrectionLayer> InForce => _inForce;

    /// <summary>The corrected value.</summary>
    public double Apply(double raw, long utcSeconds)
    {
        double value = raw;
        foreach (CorrectionLayer layer in _inForce)
            value = layer.Apply(value, utcSeconds);
        return value;
    }
}

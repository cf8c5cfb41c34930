using System.Text.Json;

namespace KarstLogger.Hydrochemistry.Tests.Ions;

/// <summary>
/// Compares computed values with one object of a reference file, key by key, at the file's own tolerance. Every key must be known: a file with something new fails
/// instead of passing unread.
/// </summary>
internal sealed class ReferenceComparison(double relativeTolerance)
{
    private readonly Disagreements disagreements = new();

    /// <summary>Compares one number, absent being a difference of its own.</summary>
    public void Number(string what, double expected, double? actual) => disagreements.Relative(what, expected, actual, relativeTolerance);

    public void Equal<T>(string what, T expected, T actual) => disagreements.Equal(what, expected, actual);

    public void Sequence(string what, IEnumerable<int> expected, IEnumerable<int> actual) =>
        Equal(what, string.Join(' ', expected), string.Join(' ', actual));

    /// <summary>Compares each number of a JSON object with the value of the same key; keys in <paramref name="read"/> are inputs or are compared elsewhere.</summary>
    public void Object(string what, JsonElement expected, IReadOnlyDictionary<string, double?> actual, params string[] read)
    {
        foreach (JsonProperty property in expected.EnumerateObject())
        {
            if (actual.TryGetValue(property.Name, out double? value))
                Number($"{what}.{property.Name}", property.Value.GetDouble(), value);
            else if (!read.Contains(property.Name))
                disagreements.Add($"{what}.{property.Name}: the test does not know this key");
        }
    }

    /// <summary>Fails with every disagreement, and where nothing was compared at all.</summary>
    public void AssertAll() => disagreements.AssertNone();
}

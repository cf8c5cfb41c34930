using KarstLogger.Gateway.Hardware;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Hardware;

/// <summary>The project's own tables.</summary>
internal static class HardwareFolder
{
    public static string Path { get; } = System.IO.Path.Combine(ReferenceFiles.ProjectRoot, "hardware");

    public static HardwareSet Set { get; } = HardwareSet.Read(Path);

    /// <summary>The wiring with one pin changed; the pin must exist.</summary>
    public static HardwareSet WithPin(string part, string pin, Func<WirePin, WirePin> change) =>
        Set with { Wiring = Changed(Set.Wiring, one => one.Part == part && one.Pin == pin, change) };

    /// <summary>A table with the rows that fit changed; at least one must fit.</summary>
    public static IReadOnlyList<T> Changed<T>(IReadOnlyList<T> rows, Func<T, bool> fits, Func<T, T> change)
    {
        Assert.Contains(rows, row => fits(row));
        return [.. rows.Select(row => fits(row) ? change(row) : row)];
    }
}

namespace KarstLogger.HouseRules.Tests;

internal static class Findings
{
    /// <summary>Fails with every finding on a line of its own.</summary>
    public static void MustBeNone(string rule, IEnumerable<string> findings)
    {
        string[] all = [.. findings.Order(StringComparer.Ordinal)];
        Assert.True(all.Length == 0, $"{rule}{Environment.NewLine}{string.Join(Environment.NewLine, all)}");
    }
}

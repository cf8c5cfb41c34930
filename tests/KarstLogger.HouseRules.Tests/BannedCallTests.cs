using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KarstLogger.HouseRules.Tests;

/// <summary>
/// Time and chance are inputs, also in tests and benchmarks, where the banned-symbol analyzer of the production projects does not look.
/// </summary>
public sealed class BannedCallTests
{
    private static readonly string[] Everywhere =
    [
        "DateTime.Now", "DateTime.UtcNow", "DateTime.Today", "DateTimeOffset.Now", "DateTimeOffset.UtcNow", "Thread.Sleep", "Random.Shared",
    ];

    // A test awaits a condition with a deadline, never a span of time.
    private static readonly string[] InTests = ["Task.Delay", "SpinWait.SpinUntil"];

    // The board's ports are where the device's clock is read and where it waits.
    private static readonly string[] PermittedOnTheBoard = ["DateTime.UtcNow", "Thread.Sleep"];

    [Fact]
    public void Nothing_reads_the_clock_of_the_machine_sleeps_or_throws_unseeded_dice() =>
        Findings.MustBeNone("Take TimeProvider, a seed, or await a condition:", SourceTree.Sources.SelectMany(Banned));

    [Theory]
    [InlineData("gateway/A.cs", "var t = DateTime.Now;")]
    [InlineData("gateway/A.cs", "var t = System.DateTimeOffset.UtcNow;")]
    [InlineData("tests/A.cs", "Thread.Sleep(1);")]
    [InlineData("gateway/A.cs", "var r = new Random();")]
    [InlineData("gateway/A.cs", "Random r = new();")]
    [InlineData("tests/A.cs", "await Task.Delay(10);")]
    [InlineData("firmware/Loader/A.cs", "Thread.Sleep(1);")]
    [InlineData("firmware/Core/A.cs", "var t = DateTime.UtcNow;")]
    public void The_rule_sees(string path, string statement) =>
        Assert.Single(Banned(SourceTree.Parse(path, $"class A {{ async Task M() {{ {statement} }} }}")));

    [Theory]
    [InlineData("gateway/A.cs", "var r = new Random(42);")]
    [InlineData("firmware/Esp32/A.cs", "Thread.Sleep(1);")]
    [InlineData("gateway/A.cs", "await Task.Delay(delay, time, stop);")]
    public void The_rule_permits(string path, string statement) =>
        Assert.Empty(Banned(SourceTree.Parse(path, $"class A {{ async Task M() {{ {statement} }} }}")));

    private static IEnumerable<string> Banned(SourceFile file)
    {
        string[] banned = file.Path.StartsWith("tests/", StringComparison.Ordinal) ? [.. Everywhere, .. InTests] : Everywhere;
        if (file.Path.StartsWith("firmware/Esp32/", StringComparison.Ordinal))
            banned = [.. banned.Except(PermittedOnTheBoard)];
        foreach (SyntaxNode node in file.Root.DescendantNodes())
        {
            if (node is MemberAccessExpressionSyntax access && banned.Contains(LastTwoNames(access)))
                yield return $"{file.At(node)}: {LastTwoNames(access)}";
            if (IsUnseededRandom(node))
                yield return $"{file.At(node)}: Random without a seed";
        }
    }

    private static string LastTwoNames(MemberAccessExpressionSyntax access)
    {
        string owner = access.Expression is MemberAccessExpressionSyntax inner ? inner.Name.Identifier.Text : access.Expression.ToString();
        return $"{owner}.{access.Name.Identifier.Text}";
    }

    private static bool IsUnseededRandom(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax made => made.Type.ToString() is "Random" or "System.Random" && made.ArgumentList is not { Arguments.Count: > 0 },
        ImplicitObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } made => DeclaredType(made) is "Random" or "System.Random",
        _ => false,
    };

    private static string? DeclaredType(ImplicitObjectCreationExpressionSyntax made) => made.Parent?.Parent?.Parent switch
    {
        VariableDeclarationSyntax variable => variable.Type.ToString(),
        _ => (made.Parent?.Parent as PropertyDeclarationSyntax)?.Type.ToString(),
    };
}

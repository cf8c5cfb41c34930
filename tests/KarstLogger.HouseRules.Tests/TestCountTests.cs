using System.Globalization;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KarstLogger.HouseRules.Tests;

/// <summary>Tests do not vanish unseen: their number stands in a file that only a visible change can lower.</summary>
public sealed class TestCountTests
{
    private const string FloorFile = "tests/test-count-floor.txt";

    [Fact]
    public void The_number_of_test_methods_is_not_below_the_stored_floor()
    {
        int floor = int.Parse(File.ReadAllText(SourceTree.FullPath(FloorFile)).Trim(), CultureInfo.InvariantCulture);
        int count = SourceTree.Sources.Where(file => file.Path.StartsWith("tests/", StringComparison.Ordinal)).Sum(Count);
        Assert.True(count >= floor, $"{count} test methods, fewer than the {floor} of {FloorFile}: bring the missing ones back, or lower the floor and say why in the commit.");
    }

    [Fact]
    public void A_fact_and_a_theory_count_as_one_each() =>
        Assert.Equal(2, Count(SourceTree.Parse("A.cs", "class A { [Fact] void F() { } [Theory] [InlineData(1)] [InlineData(2)] void T(int x) { } void N() { } }")));

    private static int Count(SourceFile file) =>
        file.Root.DescendantNodes().OfType<MethodDeclarationSyntax>()
            .Count(method => method.AttributeLists.SelectMany(list => list.Attributes).Any(attribute => attribute.Name.ToString() is "Fact" or "Theory" or "SharedFact" or "SharedTheory"));
}

using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KarstLogger.HouseRules.Tests;

/// <summary>Names that say nothing, work put off, faults swallowed, tests left out, and paths of one machine.</summary>
public sealed partial class WordingTests
{
    private static readonly string[] EmptyNames = ["Manager", "Service", "Helper", "Helpers", "Utils", "Util", "Utilities", "Dto", "ViewModel"];

    // USGS TM 1-D3: a service is what is done to a sensor at a visit (cleaning, checks in standards), not a layer of software.
    private static readonly string[] FieldWords = ["SensorService", "NamedService"];

    private static readonly string[] TextFiles =
        [".cs", ".csproj", ".nfproj", ".props", ".targets", ".sln", ".md", ".txt", ".json", ".yml", ".ts", ".css", ".html", ".sh", ".conf", ".csv", ".toml", ".ini"];

    [Fact]
    public void A_type_is_named_by_what_it_is() =>
        // The names in signatures of other people's libraries are theirs.
        Findings.MustBeNone("Find the field's word (STYLE.md, glossary):", SourceTree.Sources.Where(file => !file.Path.StartsWith("build/contract-stubs/", StringComparison.Ordinal)).SelectMany(EmptyTypeNames));

    [Fact]
    public void Nothing_is_put_off() =>
        Findings.MustBeNone("Do it now or leave it out:", SourceTree.Sources.Where(IsNotARule).SelectMany(PutOff));

    [Fact]
    public void No_fault_is_swallowed() =>
        Findings.MustBeNone("An empty catch hides a fault; name the result:", SourceTree.Sources.SelectMany(EmptyCatches));

    [Fact]
    public void No_test_is_left_out() =>
        Findings.MustBeNone("A test runs or goes:", SourceTree.Sources.SelectMany(SkippedTests));

    [Fact]
    public void No_file_names_a_path_of_one_machine() =>
        Findings.MustBeNone("Use a path relative to the project or to the configuration:", SourceTree.Paths.Where(IsText).SelectMany(MachinePaths));

    [Fact]
    public void The_rules_see_what_they_forbid()
    {
        SourceFile file = SourceTree.Parse("A.cs", """
            class FrameManager
            {
                // T0DO: think
                [Fact(Skip = "slow")] void A() { try { B(); } catch (Exception) { } }
                [Ignore] void B() => throw new NotImplementedException();
            }
            """.Replace("T0DO", "TO" + "DO", StringComparison.Ordinal));
        Assert.Single(EmptyTypeNames(file));
        Assert.Equal(2, PutOff(file).Count());
        Assert.Single(EmptyCatches(file));
        Assert.Equal(2, SkippedTests(file).Count());
        Assert.Matches(OneMachine(), "see /home/anna/karst");
        Assert.DoesNotMatch(OneMachine(), "/usr/sbin/mosquitto and karst/v1/homestead");
    }

    private static bool IsNotARule(SourceFile file) => !file.Path.StartsWith("tests/KarstLogger.HouseRules.Tests/", StringComparison.Ordinal);

    private static bool IsText(string path) =>
        !path.StartsWith("tests/KarstLogger.HouseRules.Tests/", StringComparison.Ordinal)
        && (path == "karst" || path == ".ci/run" || TextFiles.Contains(Path.GetExtension(path)));

    private static IEnumerable<string> EmptyTypeNames(SourceFile file) =>
        file.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
            .Where(type => !FieldWords.Contains(type.Identifier.Text) && EmptyNames.Any(name => type.Identifier.Text.EndsWith(name, StringComparison.Ordinal)))
            .Select(type => $"{file.At(type)}: {type.Identifier.Text}");

    private static IEnumerable<string> PutOff(SourceFile file)
    {
        IEnumerable<string> comments = file.Root.DescendantTrivia(descendIntoTrivia: true)
            .Where(trivia => PutOffWords().IsMatch(trivia.ToString()) && !trivia.HasStructure)
            .Select(trivia => $"{file.Path}:{trivia.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {trivia.ToString().Trim()}");
        IEnumerable<string> throws = file.Root.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(name => name.Identifier.Text == "NotImplementedException")
            .Select(name => $"{file.At(name)}: {name}");
        return comments.Concat(throws);
    }

    private static IEnumerable<string> EmptyCatches(SourceFile file) =>
        file.Root.DescendantNodes().OfType<CatchClauseSyntax>().Where(clause => clause.Block.Statements.Count == 0 && !IsOwnCancellation(clause)).Select(clause => file.At(clause));

    // Ending because one was told to end is no fault.
    private static bool IsOwnCancellation(CatchClauseSyntax clause) =>
        clause.Declaration?.Type.ToString() is "OperationCanceledException" or "TaskCanceledException"
        && clause.Filter?.FilterExpression.ToString().EndsWith(".IsCancellationRequested", StringComparison.Ordinal) == true;

    private static IEnumerable<string> SkippedTests(SourceFile file)
    {
        IEnumerable<SyntaxNode> skipArguments = file.Root.DescendantNodes().OfType<AttributeArgumentSyntax>()
            .Where(argument => argument.NameEquals?.Name.Identifier.Text is "Skip" or "SkipWhen" or "SkipUnless");
        IEnumerable<SyntaxNode> ignores = file.Root.DescendantNodes().OfType<AttributeSyntax>().Where(attribute => attribute.Name.ToString() is "Ignore" or "Explicit");
        IEnumerable<SyntaxNode> calls = file.Root.DescendantNodes().OfType<MemberAccessExpressionSyntax>()
            .Where(access => access.ToString() is "Assert.Skip" or "Assert.SkipWhen" or "Assert.SkipUnless" or "Skip.If");
        return skipArguments.Concat(ignores).Concat(calls).Select(node => $"{file.At(node)}: {node}");
    }

    private static IEnumerable<string> MachinePaths(string path) =>
        File.ReadLines(SourceTree.FullPath(path)).Select((line, index) => (line, index))
            .Where(row => OneMachine().IsMatch(row.line))
            .Select(row => $"{path}:{row.index + 1}: {row.line.Trim()}");

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex PutOffWords();

    [GeneratedRegex(@"(?<![\w.])/(home/\w+|root|work|Users/\w+)(/|\b)|[A-Za-z]:\\Users\\")]
    private static partial Regex OneMachine();
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KarstLogger.HouseRules.Tests;

public sealed class SizeTests
{
    // STYLE.md, "Sizes to aim for".
    private const int FileLines = 400;
    private const int FunctionLines = 60;
    private const int ProgramLines = 80;

    [Fact]
    public void A_file_has_at_most_400_lines() =>
        Findings.MustBeNone($"Split these files (at most {FileLines} lines):", TooLongFiles(SourceTree.Sources));

    [Fact]
    public void A_function_has_at_most_60_lines() =>
        Findings.MustBeNone($"Split these functions (at most {FunctionLines} lines):", SourceTree.Sources.SelectMany(TooLongFunctions));

    [Fact]
    public void Program_is_composition_only() =>
        Findings.MustBeNone($"Program.cs has at most {ProgramLines} lines:",
            SourceTree.Sources.Where(file => file.Path.EndsWith("/Program.cs", StringComparison.Ordinal) && Lines(file.Root) > ProgramLines).Select(file => file.Path));

    [Fact]
    public void The_rules_see_a_file_and_a_function_that_are_too_long()
    {
        string body = string.Concat(Enumerable.Repeat("        x++;\n", FileLines));
        SourceFile file = SourceTree.Parse("Long.cs", $"class Long\n{{\n    void Run(int x)\n    {{\n{body}    }}\n}}\n");
        Assert.Equal(["Long.cs: 406"], TooLongFiles([file]));
        Assert.Equal(["Long.cs:3: 403"], TooLongFunctions(file));
    }

    private static IEnumerable<string> TooLongFiles(IEnumerable<SourceFile> files) =>
        files.Where(file => Lines(file.Root) > FileLines).Select(file => $"{file.Path}: {Lines(file.Root)}");

    private static IEnumerable<string> TooLongFunctions(SourceFile file) =>
        file.Root.DescendantNodes().Where(IsFunction).Where(node => Lines(node) > FunctionLines).Select(node => $"{file.At(node)}: {Lines(node)}");

    private static bool IsFunction(SyntaxNode node) => node is BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax;

    // A node's span leaves its leading comments out; the last line of a file ends with a line break that begins no new line.
    private static int Lines(SyntaxNode node)
    {
        if (node is CompilationUnitSyntax)
            return node.SyntaxTree.GetText().ToString().TrimEnd('\n').Split('\n').Length;
        FileLinePositionSpan span = node.GetLocation().GetLineSpan();
        return span.EndLinePosition.Line - span.StartLinePosition.Line + 1;
    }
}

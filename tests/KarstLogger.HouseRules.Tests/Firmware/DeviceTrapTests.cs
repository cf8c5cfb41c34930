using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KarstLogger.HouseRules.Tests.Firmware;

/// <summary>Code that runs on both sides and does another thing on the device: text of numbers, order of static initialisers, lifted nullables.</summary>
public sealed class DeviceTrapTests
{
    [Fact]
    public void Device_sources_fall_into_no_known_trap() =>
        Findings.MustBeNone("Another result on the device (docs/nanoframework-subset.md):", Traps(DeviceCompilation.Board));

    [Theory]
    [InlineData("class A { string M(double d) => $\"{d}\"; }")]
    [InlineData("class A { string M(float d) => \"x\" + d; }")]
    [InlineData("class A { string M(System.DayOfWeek d) => $\"{d}\"; }")]
    [InlineData("class A { string M(System.DayOfWeek d) => d + \"x\"; }")]
    [InlineData("class A { static int[] x = B.Y; } class B { public static readonly int[] Y = new int[1]; }")]
    [InlineData("class A { bool M(string s) => s?.Length == 3; }")]
    public void The_rule_sees(string source) => Assert.NotEmpty(Traps(DeviceCompilation.Of([SourceTree.Parse("shared/Wire/A.cs", source)])));

    [Theory]
    [InlineData("class A { string M(double d, int i) => $\"{d:F2} {i}\" + i; }")]
    [InlineData("class A { static readonly int[] x = new int[B.Y]; static readonly int[] y = x; } class B { public const int Y = 3; }")]
    [InlineData("class A { string M(string s) => s?.ToUpper(); }")]
    public void The_rule_permits(string source) => Assert.Empty(Traps(DeviceCompilation.Of([SourceTree.Parse("shared/Wire/A.cs", source)])));

    private static IEnumerable<string> Traps(CSharpCompilation compilation) =>
        from tree in compilation.SyntaxTrees
        let model = compilation.GetSemanticModel(tree)
        from node in tree.GetRoot().DescendantNodes()
        let reason = Reason(node, model)
        where reason is not null
        select $"{tree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {reason}: {node}";

    private static string? Reason(SyntaxNode node, SemanticModel model) => node switch
    {
        InterpolationSyntax { FormatClause: null } hole => TextTrap(model.GetTypeInfo(hole.Expression).Type),
        InterpolationSyntax hole when model.GetTypeInfo(hole.Expression).Type?.TypeKind == TypeKind.Enum => "an enum prints its number",
        BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression) && model.GetTypeInfo(sum).Type?.SpecialType == SpecialType.System_String =>
            TextTrap(model.GetTypeInfo(sum.Left).Type) ?? TextTrap(model.GetTypeInfo(sum.Right).Type),
        ConditionalAccessExpressionSyntax when model.GetTypeInfo(node).Type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T =>
            "a lifted nullable value",
        IdentifierNameSyntax name when ReadsForeignStatic(name, model) => "static initialisers run in alphabetical order: this may still be empty",
        _ => null,
    };

    private static string? TextTrap(ITypeSymbol? type) => type switch
    {
        { SpecialType: SpecialType.System_Double or SpecialType.System_Single } => "floating point needs a format F0 to F6",
        { TypeKind: TypeKind.Enum } => "an enum prints its number",
        _ => null,
    };

    private static bool ReadsForeignStatic(IdentifierNameSyntax name, SemanticModel model)
    {
        ISymbol? owner = InitialisedStatic(name, model);
        ISymbol? read = owner is null ? null : model.GetSymbolInfo(name).Symbol;
        return read is IFieldSymbol { IsConst: false, IsStatic: true } or IPropertySymbol { IsStatic: true }
            && read.ContainingType.TypeKind != TypeKind.Enum
            && SymbolEqualityComparer.Default.Equals(read.ContainingAssembly, model.Compilation.Assembly)
            && !SymbolEqualityComparer.Default.Equals(read.ContainingType, owner!.ContainingType);
    }

    // The static field or property in whose initialiser the name stands; null elsewhere, also inside a lambda, which runs later.
    private static ISymbol? InitialisedStatic(SyntaxNode name, SemanticModel model)
    {
        EqualsValueClauseSyntax? initialiser = name.FirstAncestorOrSelf<EqualsValueClauseSyntax>();
        if (initialiser?.Parent is not (VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax } or PropertyDeclarationSyntax)
            || name.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is not null)
            return null;
        ISymbol? symbol = model.GetDeclaredSymbol(initialiser.Parent);
        return symbol is { IsStatic: true } and not IFieldSymbol { IsConst: true } ? symbol : null;
    }
}

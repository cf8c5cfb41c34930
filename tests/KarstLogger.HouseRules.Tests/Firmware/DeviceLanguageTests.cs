using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KarstLogger.HouseRules.Tests.Firmware;

/// <summary>
/// The language subset of .NET nanoFramework v1.x. Much of what is forbidden compiles there and then crashes the runtime or returns wrong values
/// without a word, so the desktop build cannot show it (docs/nanoframework-subset.md).
/// </summary>
public sealed class DeviceLanguageTests
{
    // The runtime's Assembly.Load allows an assembly with static constructors 40 ms from the start of its check and throws where that is not kept (docs/nanoframework-subset.md).
    private const string StaticConstructor = "a static constructor: Assembly.Load gives it 40 ms; make the value on first use";

    private static readonly SyntaxKind[] ForbiddenModifiers = [SyntaxKind.AsyncKeyword, SyntaxKind.VolatileKeyword, SyntaxKind.UnsafeKeyword, SyntaxKind.RequiredKeyword];

    [Fact]
    public void Device_sources_keep_to_the_language_that_the_device_runs() =>
        Findings.MustBeNone("Not on the device:", SourceTree.Sources.Where(file => SourceTree.IsForTheDevice(file.Path)).SelectMany(Forbidden));

    [Theory]
    [InlineData("class A { System.Collections.Generic.List<int> x; }")]
    [InlineData("class A<T> { }")]
    [InlineData("class A { T Id<T>(T x) => x; }")]
    [InlineData("record A { }")]
    [InlineData("using System.Linq;")]
    [InlineData("class A { object x = from y in z select y; }")]
    [InlineData("class A { async void M() { } }")]
    [InlineData("class A { int? x; }")]
    [InlineData("class A { (int, int) M() => default; }")]
    [InlineData("class A { object M() => (1, 2); }")]
    [InlineData("class A { void M() { var x = stackalloc int[3]; } }")]
    [InlineData("class A { int M(int x) => checked(x + 1); }")]
    [InlineData("class A { void M() { checked { } } }")]
    [InlineData("class A { volatile int x; }")]
    [InlineData("class A { System.Collections.IEnumerable M() { yield break; } }")]
    [InlineData("class A { int[,] x; }")]
    [InlineData("class A { object x = new int[2, 3]; }")]
    [InlineData("namespace A;")]
    [InlineData("class A { int M(int[] x) => x[^1]; }")]
    [InlineData("class A { object M(int[] x) => x[1..3]; }")]
    [InlineData("class A { decimal x; }")]
    [InlineData("class A { dynamic x; }")]
    [InlineData("class A { object x = new { y = 1 }; }")]
    [InlineData("interface A { int M() => 1; }")]
    [InlineData("class A { ref readonly int M(int[] x) => ref x[0]; }")]
    [InlineData("class A { unsafe void M(byte[] b) { fixed (byte* p = b) { } } }")]
    [InlineData("class A { static readonly int[] x = { 1, 2 }; }")]
    [InlineData("class A { static object X { get; } = new object(); }")]
    [InlineData("class A { static A() { } }")]
    [InlineData("class A { System.Func x = y => 1; }")]
    public void The_rule_sees(string source) => Assert.NotEmpty(Forbidden(SourceTree.Parse("shared/Wire/A.cs", source)));

    [Theory]
    [InlineData("namespace A { public sealed class B { public const int C = 1; private readonly int[][] d = new int[2][]; public int E { get; init; } } }")]
    [InlineData("class A { int M(object x) => x switch { int i when i > 3 => 1, string { Length: > 2 } => 2, _ => 3 }; event System.Action B; }")]
    [InlineData("class A { static int[] x; static int[] X { get { return x ?? (x = new int[] { 1 }); } } }")]
    [InlineData("class A { void M(string s) { void Local() { } Local(); s ??= string.Empty; object o = s?.ToUpper(); } }")]
    public void The_rule_permits(string source) => Assert.Empty(Forbidden(SourceTree.Parse("shared/Wire/A.cs", source)));

    private static IEnumerable<string> Forbidden(SourceFile file)
    {
        IEnumerable<string> nodes = file.Root.DescendantNodes().Where(node => Reason(node) is not null).Select(node => $"{file.At(node)}: {Reason(node)}");
        IEnumerable<string> modifiers = file.Root.DescendantTokens().Where(token => ForbiddenModifiers.Contains(token.Kind()))
            .Select(token => $"{file.At(token.Parent!)}: {token.Text}");
        IEnumerable<string> newerSyntax = file.Root.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => $"{file.Path}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
        return nodes.Concat(modifiers).Concat(newerSyntax);
    }

    private static string? Reason(SyntaxNode node) => node switch
    {
        GenericNameSyntax or TypeParameterListSyntax => "generics crash the runtime or return wrong values",
        RecordDeclarationSyntax => "record",
        QueryExpressionSyntax => "LINQ",
        UsingDirectiveSyntax { Name: { } name } when name.ToString().StartsWith("System.Linq", StringComparison.Ordinal) => "LINQ",
        AwaitExpressionSyntax => "await",
        NullableTypeSyntax => "nullable value type or nullable annotation",
        TupleTypeSyntax or TupleExpressionSyntax => "tuple",
        StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax => "stackalloc throws at run time",
        CheckedExpressionSyntax or CheckedStatementSyntax => "checked has no effect on the device",
        YieldStatementSyntax => "yield",
        ArrayRankSpecifierSyntax { Rank: > 1 } => "a rectangular array crashes the runtime; use jagged arrays",
        FileScopedNamespaceDeclarationSyntax => "file-scoped namespace (C# 10)",
        PrefixUnaryExpressionSyntax prefix when prefix.IsKind(SyntaxKind.IndexExpression) => "index from the end",
        RangeExpressionSyntax => "range",
        FixedStatementSyntax => "fixed",
        AnonymousObjectCreationExpressionSyntax => "anonymous type",
        PredefinedTypeSyntax type when type.Keyword.IsKind(SyntaxKind.DecimalKeyword) => "decimal",
        IdentifierNameSyntax { Identifier.Text: "dynamic" } => "dynamic",
        RefTypeSyntax { ReadOnlyKeyword.RawKind: not 0 } => "ref readonly return",
        VariableDeclaratorSyntax { Initializer: not null, Parent.Parent: FieldDeclarationSyntax field } when field.Modifiers.Any(SyntaxKind.StaticKeyword) => StaticConstructor,
        PropertyDeclarationSyntax { Initializer: not null } property when property.Modifiers.Any(SyntaxKind.StaticKeyword) => StaticConstructor,
        ConstructorDeclarationSyntax constructor when constructor.Modifiers.Any(SyntaxKind.StaticKeyword) => StaticConstructor,
        LambdaExpressionSyntax => StaticConstructor,
        InterfaceDeclarationSyntax type when HasBody(type) => "default interface method",
        _ => null,
    };

    private static bool HasBody(InterfaceDeclarationSyntax type) =>
        type.Members.OfType<MethodDeclarationSyntax>()
            .Any(method => (method.Body is not null || method.ExpressionBody is not null) && !method.Modifiers.Any(SyntaxKind.StaticKeyword));
}

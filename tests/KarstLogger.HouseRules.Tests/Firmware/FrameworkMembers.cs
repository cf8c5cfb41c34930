using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KarstLogger.HouseRules.Tests.Firmware;

/// <summary>Which members of the framework a compilation uses, each as <c>Namespace.Type.Member(types)</c>.</summary>
internal static class FrameworkMembers
{
    private static readonly SymbolDisplayFormat TypeName = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces, genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters);

    private static readonly SymbolDisplayFormat ParameterTypeName = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters, miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>
    /// Each use of a member that is a trap, or that stands in the list neither under its own type, nor under one that its type has it from, nor as
    /// another overload for the same arguments: the desktop's compiler takes <c>Split(char, StringSplitOptions)</c> where the device's takes
    /// <c>Split(params char[])</c>.
    /// </summary>
    public static IEnumerable<string> Forbidden(CSharpCompilation compilation, ISet<string> listed, ISet<string> traps) =>
        compilation.SyntaxTrees.SelectMany(tree => Uses(compilation.GetSemanticModel(tree)))
            .Where(use => traps.Contains(use.Names[0]) || !use.Names.Any(listed.Contains))
            .Select(use => $"{use.Place}: {use.Names[0]}")
            .Distinct();

    /// <summary>The name of a type, or of a member under its own type.</summary>
    public static string NameOf(ISymbol symbol) =>
        symbol is INamedTypeSymbol type ? type.ToDisplayString(TypeName) : $"{symbol.ContainingType.ToDisplayString(TypeName)}.{MemberName(symbol)}";

    private static IEnumerable<(string Place, string[] Names)> Uses(SemanticModel model)
    {
        foreach (SyntaxNode node in model.SyntaxTree.GetRoot().DescendantNodes())
        {
            if (node is not (SimpleNameSyntax or BaseObjectCreationExpressionSyntax or ElementAccessExpressionSyntax or ConstructorInitializerSyntax))
                continue;
            ISymbol? symbol = model.GetSymbolInfo(node).Symbol;
            if (symbol is IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol or INamedTypeSymbol
                && symbol.ContainingAssembly is { } home && !SymbolEqualityComparer.Default.Equals(home, model.Compilation.Assembly))
                yield return ($"{node.SyntaxTree.FilePath}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}", [.. Names(symbol, node, model)]);
        }
    }

    // The member under its own type first, then under each type and interface that its type has it from (the two frameworks declare some overrides
    // on different levels), then as other overloads.
    private static IEnumerable<string> Names(ISymbol symbol, SyntaxNode node, SemanticModel model)
    {
        if (symbol is INamedTypeSymbol type)
            return [type.ToDisplayString(TypeName)];
        IEnumerable<string> members = symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } method
            ? Overloads(method, node, model).Prepend(MemberName(symbol))
            : [MemberName(symbol)];
        return members.SelectMany(member => Levels(symbol.ContainingType).Select(level => $"{level.ToDisplayString(TypeName)}.{member}"));
    }

    // For M(string, int, int): M(string,int,int), and with the last arguments as a parameter array of their type or of objects.
    private static IEnumerable<string> Overloads(IMethodSymbol method, SyntaxNode node, SemanticModel model)
    {
        if (node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || !call.Expression.Span.Contains(node.Span))
            return [];
        string[] given = [.. call.ArgumentList.Arguments.Select(argument => model.GetTypeInfo(argument.Expression).Type?.ToDisplayString(ParameterTypeName) ?? "")];
        IEnumerable<string[]> arrays = Enumerable.Range(0, given.Length)
            .SelectMany(first => new[] { given[^1], "object" }
                .Where(element => element == "object" || given[first..].All(type => type == element))
                .Select(element => (string[])[.. given[..first], element + "[]"]));
        return arrays.Prepend(given).Select(types => $"{method.Name}({string.Join(',', types)})");
    }

    private static IEnumerable<INamedTypeSymbol> Levels(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
            yield return level;
        foreach (INamedTypeSymbol level in type.AllInterfaces)
            yield return level;
    }

    private static string MemberName(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { MethodKind: MethodKind.Constructor } constructor => $"new({Types(constructor.Parameters)})",
        IMethodSymbol method => $"{method.Name}({Types(method.Parameters)})",
        IPropertySymbol { IsIndexer: true } indexer => $"Item[{Types(indexer.Parameters)}]",
        _ => symbol.Name,
    };

    private static string Types(IEnumerable<IParameterSymbol> parameters) =>
        string.Join(',', parameters.Select(parameter => $"{Direction(parameter.RefKind)}{parameter.Type.ToDisplayString(ParameterTypeName)}"));

    private static string Direction(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        _ => "",
    };
}

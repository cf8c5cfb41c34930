using KarstLogger.TestSupport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KarstLogger.HouseRules.Tests;

/// <summary>One C# file of the project, parsed.</summary>
/// <param name="Path">Relative to the project's root, with slashes.</param>
/// <param name="Root">Its syntax.</param>
public sealed record SourceFile(string Path, SyntaxNode Root)
{
    public SyntaxTree Tree => Root.SyntaxTree;

    /// <summary><c>path:line</c> of a node, 1-based, as an editor opens it.</summary>
    public string At(SyntaxNode node) => $"{Path}:{node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}";
}

/// <summary>The project's files as they stand on disk, without what builds and packages put there.</summary>
public static class SourceTree
{
    private static readonly string[] Generated = ["bin", "obj", "node_modules", "wwwroot", "TestResults", "BenchmarkDotNet.Artifacts", ".git", ".karst", ".vs"];

    // C# 9 for what runs on the device, so that newer syntax there is a syntax error here too.
    private static readonly string[] DeviceFolders = ["shared/Wire/", "firmware/Core/", "firmware/Probes/", "firmware/Esp32/", "firmware/Loader/"];

    private static readonly Lazy<IReadOnlyList<string>> AllPaths = new(() => [.. Walk(new DirectoryInfo(ReferenceFiles.ProjectRoot)).Order(StringComparer.Ordinal)]);
    private static readonly Lazy<IReadOnlyList<SourceFile>> AllSources = new(() => [.. Paths.Where(path => path.EndsWith(".cs", StringComparison.Ordinal)).Select(Read)]);

    /// <summary>Every file, relative to the root, with slashes.</summary>
    public static IReadOnlyList<string> Paths => AllPaths.Value;

    /// <summary>Every C# file.</summary>
    public static IReadOnlyList<SourceFile> Sources => AllSources.Value;

    /// <summary>True for sources that also run on the device.</summary>
    public static bool IsForTheDevice(string path) => DeviceFolders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal));

    public static string FullPath(string path) => Path.Combine(ReferenceFiles.ProjectRoot, path);

    public static SourceFile Parse(string path, string text)
    {
        CSharpParseOptions options = new(IsForTheDevice(path) ? LanguageVersion.CSharp9 : LanguageVersion.Preview);
        return new(path, CSharpSyntaxTree.ParseText(text, options, path).GetRoot());
    }

    private static SourceFile Read(string path) => Parse(path, File.ReadAllText(FullPath(path)));

    private static IEnumerable<string> Walk(DirectoryInfo folder) =>
        folder.EnumerateFiles().Select(file => Path.GetRelativePath(ReferenceFiles.ProjectRoot, file.FullName).Replace('\\', '/'))
            .Concat(folder.EnumerateDirectories().Where(inner => !Generated.Contains(inner.Name)).SelectMany(Walk));
}

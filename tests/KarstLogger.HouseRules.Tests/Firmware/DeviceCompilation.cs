using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KarstLogger.HouseRules.Tests.Firmware;

/// <summary>The device sources (Wire, Core, Probes) compiled alone, so that every name in them is resolved.</summary>
internal static class DeviceCompilation
{
    private static readonly string[] Folders = ["shared/Wire/", "firmware/Core/", "firmware/Probes/"];

    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly Lazy<MetadataReference[]> Framework = new(() =>
        [.. Directory.EnumerateFiles(FrameworkFolder, "System.*.dll").Where(IsManaged).Select(file => MetadataReference.CreateFromFile(file))]);

    private static readonly Lazy<CSharpCompilation> OfTheProject = new(() => Of(SourceTree.Sources.Where(IsCompiledHere)));

    public static CSharpCompilation Current => OfTheProject.Value;

    /// <summary>The sources against the desktop's framework, as C# 9 without nullable annotations.</summary>
    public static CSharpCompilation Of(IEnumerable<SourceFile> files)
    {
        CSharpCompilationOptions options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Disable);
        return CSharpCompilation.Create("Device", files.Select(file => file.Tree), Framework.Value, options);
    }

    private static bool IsCompiledHere(SourceFile file) => Folders.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal));

    private static bool IsManaged(string file)
    {
        using FileStream stream = File.OpenRead(file);
        using System.Reflection.PortableExecutable.PEReader image = new(stream);
        return image.HasMetadata;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KarstLogger.HouseRules.Tests.Firmware;

/// <summary>The device sources compiled alone, so that every name in them is resolved: Wire, Core and Probes, and with them the ESP32 application and its loader.</summary>
internal static class DeviceCompilation
{
    private static readonly string[] Folders = ["shared/Wire/", "firmware/Core/", "firmware/Probes/"];

    private static readonly string[] BoardFolders = ["firmware/Esp32/", "firmware/Loader/"];

    private static readonly string FrameworkFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
    private static readonly Lazy<MetadataReference[]> Framework = new(() =>
        [.. Directory.EnumerateFiles(FrameworkFolder, "System.*.dll").Where(IsManaged).Select(file => MetadataReference.CreateFromFile(file))]);

    private static readonly Lazy<CSharpCompilation> OfTheProject = new(() => Of(SourceTree.Sources.Where(IsCompiledHere)));

    private static readonly Lazy<CSharpCompilation> OfTheStubs = new(() =>
        Of(SourceTree.Sources.Where(file => file.Path.StartsWith("build/contract-stubs/NanoFramework/", StringComparison.Ordinal))).WithAssemblyName("NanoFramework"));

    private static readonly Lazy<CSharpCompilation> WithTheBoard = new(() =>
        Of(SourceTree.Sources.Where(file => IsCompiledHere(file) || IsForTheBoard(file))).AddReferences(OfTheStubs.Value.ToMetadataReference()));

    /// <summary>Wire, Core and Probes.</summary>
    public static CSharpCompilation Current => OfTheProject.Value;

    /// <summary>All that goes onto the board, with the signatures of the board's libraries as a reference.</summary>
    public static CSharpCompilation Board => WithTheBoard.Value;

    /// <summary>The signatures of the board's libraries.</summary>
    public static CSharpCompilation Stubs => OfTheStubs.Value;

    /// <summary>The sources against the desktop's framework, as C# 9 without nullable annotations.</summary>
    public static CSharpCompilation Of(IEnumerable<SourceFile> files)
    {
        CSharpCompilationOptions options = new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Disable);
        return CSharpCompilation.Create("Device", files.Select(file => file.Tree), Framework.Value, options);
    }

    // AssemblyInfo.cs of each names its own assembly.
    private static bool IsForTheBoard(SourceFile file) =>
        BoardFolders.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal)) && !file.Path.Contains("/Properties/", StringComparison.Ordinal);

    private static bool IsCompiledHere(SourceFile file) => Folders.Any(folder => file.Path.StartsWith(folder, StringComparison.Ordinal));

    private static bool IsManaged(string file)
    {
        using FileStream stream = File.OpenRead(file);
        using System.Reflection.PortableExecutable.PEReader image = new(stream);
        return image.HasMetadata;
    }
}

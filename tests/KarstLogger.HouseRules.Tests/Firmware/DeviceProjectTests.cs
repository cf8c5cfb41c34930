using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace KarstLogger.HouseRules.Tests.Firmware;

/// <summary>The device's project files name what goes into an image by patterns: a source that no pattern meets would be missing only on the device.</summary>
public sealed class DeviceProjectTests
{
    private const string Library = "firmware/Library/KarstLogger.Firmware.nfproj";
    private const string Application = "firmware/Esp32/KarstLogger.Esp32.nfproj";

    [Fact]
    public void Library_and_application_hold_every_source_of_their_folders() =>
        Compare(["shared/Wire/", "firmware/Core/", "firmware/Probes/", "firmware/Library/", "firmware/Esp32/"], Library, Application);

    [Fact]
    public void The_loader_holds_every_source_of_its_folder() => Compare(["firmware/Loader/"], "firmware/Loader/KarstLogger.Loader.nfproj");

    [Fact]
    public void No_source_is_in_both_parts_of_an_image() =>
        Findings.MustBeNone("Twice in an image:", Sources(["shared/Wire/", "firmware/Core/", "firmware/Probes/"]).Where(source => Patterns(Library).Any(pattern => pattern.IsMatch(source)) && Patterns(Application).Any(pattern => pattern.IsMatch(source))));

    [Fact]
    public void A_source_in_a_folder_that_the_pattern_does_not_meet_is_seen() =>
        Assert.Equal(["shared/Wire/New/A.cs"], Missing(["shared/Wire/New/A.cs", "shared/Wire/A.cs", "firmware/Core/Sub/A.cs"], [new Included(Pattern("firmware/Esp32", @"..\..\shared\Wire\*.cs"), []), new Included(Pattern("firmware/Esp32", @"..\Core\**\*.cs"), [])]));

    private static void Compare(string[] folders, params string[] projects)
    {
        string[] sources = Sources(folders);
        Assert.NotEmpty(sources);
        Findings.MustBeNone($"Not in {string.Join(", ", projects)}:", Missing(sources, [.. projects.SelectMany(Patterns)]));
    }

    private static string[] Sources(string[] folders) =>
        [.. SourceTree.Paths.Where(path => path.EndsWith(".cs", StringComparison.Ordinal) && folders.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))];

    private static IReadOnlyCollection<Included> Patterns(string project)
    {
        string home = Path.GetDirectoryName(project)!.Replace('\\', '/');
        return [.. XDocument.Load(SourceTree.FullPath(project)).Descendants().Where(element => element.Name.LocalName == "Compile").Select(element => new Included(
            Pattern(home, element.Attribute("Include")!.Value), [.. (element.Attribute("Exclude")?.Value ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries).Select(one => Pattern(home, one))]))];
    }

    /// <summary>What a Compile item takes in, and what it leaves out again.</summary>
    private sealed record Included(Regex In, IReadOnlyCollection<Regex> Out)
    {
        public bool IsMatch(string path) => In.IsMatch(path) && !Out.Any(one => one.IsMatch(path));
    }

    private static IEnumerable<string> Missing(IEnumerable<string> sources, IReadOnlyCollection<Included> patterns) => sources.Where(source => !patterns.Any(pattern => pattern.IsMatch(source)));

    /// <summary>MSBuild's <c>*</c> stays inside a folder, its <c>**</c> goes into every one below.</summary>
    private static Regex Pattern(string home, string include)
    {
        List<string> parts = [.. home.Split('/')];
        foreach (string part in include.Split('\\'))
        {
            if (part == "..")
                parts.RemoveAt(parts.Count - 1);
            else
                parts.Add(part);
        }
        string text = Regex.Escape(string.Join('/', parts)).Replace(@"\*\*/", "(.*/)?", StringComparison.Ordinal).Replace(@"/\*\*", "/.*", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
        return new Regex($"^{text}$");
    }
}

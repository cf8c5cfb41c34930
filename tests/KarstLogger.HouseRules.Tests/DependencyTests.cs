using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace KarstLogger.HouseRules.Tests;

/// <summary>Who may use whom (docs/architecture.md), as projects and as namespaces.</summary>
public sealed class DependencyTests
{
    // The whole table of project references outside tests and benchmarks, which may use everything.
    private static readonly Dictionary<string, string[]> Projects = new()
    {
        ["KarstLogger.Wire"] = [],
        ["KarstLogger.Firmware.Core"] = ["KarstLogger.Wire"],
        ["KarstLogger.Firmware.Probes"] = ["KarstLogger.Firmware.Core"],
        ["KarstLogger.HostSim"] = ["KarstLogger.Firmware.Core", "KarstLogger.Firmware.Probes"],
        ["KarstLogger.Hydrochemistry"] = [],
        ["KarstLogger.Gateway"] = ["KarstLogger.Hydrochemistry", "KarstLogger.Wire", "MQTTnet", "System.Device.Gpio", "Iot.Device.Bindings"],
        ["Iot.Device.Bindings"] = ["System.Device.Gpio"],
        ["KarstLogger.Simulation"] = ["KarstLogger.Gateway", "KarstLogger.HostSim"],
    };

    // Folder -> our namespaces it may use besides its own. The first row that fits counts.
    private static readonly (string Folder, string[] May)[] Namespaces =
    [
        ("shared/Wire/", []),
        ("firmware/Core/Ports/", ["KarstLogger.Wire"]),
        ("firmware/Core/", ["KarstLogger.Wire", "KarstLogger.Firmware.Core.*"]),
        ("firmware/Probes/SondeCatalogue.cs", ["KarstLogger.Firmware.Core", "KarstLogger.Firmware.Core.Ports", "KarstLogger.Firmware.Probes.*"]),
        // Wire for the probe status of the frame and its little-endian integers.
        ("firmware/Probes/", ["KarstLogger.Firmware.Core.Ports", "KarstLogger.Firmware.Probes.*", "KarstLogger.Wire"]),
        // The simulated nature shares no code with the drivers and decoders that are tested against it; emulators may know the bus port.
        ("firmware/HostSim/Cave/", ["KarstLogger.HostSim"]),
        ("firmware/HostSim/Sondes/", ["KarstLogger.HostSim", "KarstLogger.HostSim.Cave", "KarstLogger.HostSim.Ports", "KarstLogger.Firmware.Core.Ports"]),
        ("firmware/HostSim/", ["KarstLogger.HostSim.*", "KarstLogger.Firmware.*", "KarstLogger.Wire"]),
        ("gateway/KarstLogger.Hydrochemistry/Quantities/", ["KarstLogger.Hydrochemistry"]),
        ("gateway/KarstLogger.Hydrochemistry/Lanes/", ["KarstLogger.Hydrochemistry"]),
        ("gateway/KarstLogger.Hydrochemistry/Pipeline/", ["KarstLogger.Hydrochemistry.*"]),
        ("gateway/KarstLogger.Hydrochemistry/Elementary.cs", ["KarstLogger.Hydrochemistry.Lanes"]),
        ("gateway/KarstLogger.Hydrochemistry/", ["KarstLogger.Hydrochemistry", "KarstLogger.Hydrochemistry.Quantities", "KarstLogger.Hydrochemistry.Lanes"]),
        ("gateway/KarstLogger.Gateway/Mqtt/", []),
        ("gateway/KarstLogger.Gateway/Plots/", ["KarstLogger.Hydrochemistry.*"]),
        ("gateway/", ["KarstLogger.Gateway.*", "KarstLogger.Hydrochemistry.*", "KarstLogger.Wire"]),
        ("simulation/", ["KarstLogger.*"]),
    ];

    [Fact]
    public void Projects_refer_to_each_other_in_the_permitted_direction_only() =>
        Findings.MustBeNone("Forbidden project references:", SourceTree.Paths.Where(IsProductProject).SelectMany(ForbiddenReferences));

    [Fact]
    public void Folders_use_only_the_namespaces_they_may() =>
        Findings.MustBeNone("Forbidden namespaces:", SourceTree.Sources.SelectMany(ForbiddenNamespaces));

    [Theory]
    [InlineData("gateway/KarstLogger.Hydrochemistry/Carbonate/A.cs", "KarstLogger.Hydrochemistry.Quality")]
    [InlineData("gateway/KarstLogger.Hydrochemistry/Quantities/A.cs", "KarstLogger.Hydrochemistry.Flux")]
    [InlineData("firmware/Probes/AquaTroll/A.cs", "KarstLogger.Firmware.Core.Storage")]
    [InlineData("firmware/HostSim/Sondes/A.cs", "KarstLogger.Firmware.Probes.Modbus")]
    [InlineData("firmware/HostSim/Cave/A.cs", "KarstLogger.Wire")]
    [InlineData("gateway/KarstLogger.Gateway/Ingest/A.cs", "KarstLogger.HostSim.Station")]
    [InlineData("shared/Wire/A.cs", "KarstLogger.Firmware.Core")]
    [InlineData("firmware/Core/A.cs", "KarstLogger.Gateway.Mqtt")]
    public void The_rule_sees(string path, string used)
    {
        Assert.Single(ForbiddenNamespaces(SourceTree.Parse(path, $"using {used};")));
        Assert.Single(ForbiddenNamespaces(SourceTree.Parse(path, $"class A {{ {used}.Thing x; }}")));
    }

    private static bool IsProductProject(string path) =>
        path.EndsWith(".csproj", StringComparison.Ordinal)
        && !path.StartsWith("tests/", StringComparison.Ordinal) && !path.StartsWith("benchmarks/", StringComparison.Ordinal);

    private static IEnumerable<string> ForbiddenReferences(string path)
    {
        string project = Path.GetFileNameWithoutExtension(path);
        string[] may = Projects.GetValueOrDefault(project, []);
        return XDocument.Load(SourceTree.FullPath(path)).Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Where(used => !may.Contains(used))
            .Select(used => $"{path} -> {used}");
    }

    private static IEnumerable<string> ForbiddenNamespaces(SourceFile file)
    {
        (string Folder, string[] May) row = Namespaces.FirstOrDefault(row => file.Path.StartsWith(row.Folder, StringComparison.Ordinal));
        if (row.Folder is null)
            return [];
        string[] own = [.. file.Root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().Select(space => space.Name.ToString())];
        return OurNames(file.Root)
            .Where(used => !own.Any(space => IsWithin(used.Text, space)) && !row.May.Any(may => Permits(may, used.Text)))
            .Select(used => $"{file.At(used.Node)}: {used.Text}")
            .Distinct();
    }

    // Using directives, and names written out in full.
    private static IEnumerable<(SyntaxNode Node, string Text)> OurNames(SyntaxNode root) =>
        root.DescendantNodes(node => node is not BaseNamespaceDeclarationSyntax || node.ChildNodes().Any())
            .Where(node => node is QualifiedNameSyntax or MemberAccessExpressionSyntax)
            .Where(node => node.Parent is not (QualifiedNameSyntax or MemberAccessExpressionSyntax or BaseNamespaceDeclarationSyntax))
            .Select(node => (node, node.ToString()))
            .Where(used => used.Item2.StartsWith("KarstLogger.", StringComparison.Ordinal));

    private static bool Permits(string may, string used) =>
        may.EndsWith(".*", StringComparison.Ordinal)
            ? IsWithin(used, may[..^2])
            : used == may || (IsWithin(used, may) && !used[(may.Length + 1)..].Contains('.', StringComparison.Ordinal) && !IsFolderOf(may, used));

    private static bool IsWithin(string used, string space) => used == space || used.StartsWith(space + ".", StringComparison.Ordinal);

    // "KarstLogger.Hydrochemistry" permits the types of that namespace (Elementary), not the namespaces below it.
    private static bool IsFolderOf(string may, string used) =>
        Namespaces.Any(row => row.Folder.EndsWith($"/{used[(may.Length + 1)..]}/", StringComparison.Ordinal))
        || SourceTree.Paths.Any(path => path.Contains($"/{used[(may.Length + 1)..]}/", StringComparison.Ordinal));
}

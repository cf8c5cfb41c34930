using KarstLogger.TestSupport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KarstLogger.HouseRules.Tests.Firmware;

/// <summary>
/// The ESP32 application and its loader may use the hardware too: tests/reference/nanoframework-board-members.txt lists what, beside the common list. They are
/// compiled against the signatures in build/contract-stubs/NanoFramework, which are held to the device's public signatures here.
/// </summary>
public sealed class BoardFrameworkTests
{
    private static readonly HashSet<string> BoardListed = Lines("tests/reference/nanoframework-board-members.txt");
    private static readonly HashSet<string> Common = Lines("tests/reference/nanoframework-members.txt");
    private static readonly HashSet<string> Listed = [.. BoardListed, .. Common];
    private static readonly HashSet<string> Traps = ["System.Enum.ToString()", "System.Double.ToString()", "System.Single.ToString()", "System.DateTime.MinValue"];

    [Fact]
    public void The_application_and_the_loader_compile_as_CSharp_9_against_the_boards_signatures() =>
        Findings.MustBeNone("Does not compile:", DeviceCompilation.Board.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{diagnostic}"));

    [Fact]
    public void They_use_only_members_that_the_board_has() =>
        Findings.MustBeNone("Not on the board:", FrameworkMembers.Forbidden(DeviceCompilation.Board, Listed, Traps));

    [Fact]
    public void Every_line_of_the_boards_list_is_used()
    {
        HashSet<string> needed = [.. FrameworkMembers.Forbidden(DeviceCompilation.Board, Common, Traps).Select(found => found[(found.IndexOf(": ", StringComparison.Ordinal) + 2)..])];
        Findings.MustBeNone("Listed for the board and used nowhere:", BoardListed.Except(needed));
    }

    [Fact]
    public void The_list_and_the_signatures_in_the_project_stand_in_the_reference_signatures_where_these_are_at_hand()
    {
        string folder = Path.Combine(ReferenceFiles.Root, "reference", "nanoframework-api");
        if (!Directory.Exists(folder))
            return; // the signatures are reference material beside the project, not part of it
        HashSet<string> signatures = [.. Directory.EnumerateFiles(folder, "*.txt").SelectMany(file => DeviceSignatures.Read(File.ReadLines(file)))];
        Findings.MustBeNone("Not among the device's signatures:", BoardListed.Concat(PublicNames(DeviceCompilation.Stubs)).Distinct().Except(signatures));
    }

    [Theory]
    [InlineData("firmware/Esp32/A.cs", "void M() { new System.IO.Ports.SerialPort(\"COM2\").ReadLine(); }")]
    [InlineData("firmware/Loader/A.cs", "void M() { nanoFramework.Hardware.Esp32.Sleep.StartHibernation(); }")]
    public void A_member_that_the_board_has_not_fails_the_compilation(string path, string member) =>
        Assert.Contains(DeviceCompilation.Board.AddSyntaxTrees(SourceTree.Parse(path, $"class A {{ {member} }}").Tree).GetDiagnostics(), found => found.Severity == DiagnosticSeverity.Error);

    [Fact]
    public void The_base_librarys_wider_members_are_seen()
    {
        CSharpCompilation example = DeviceCompilation.Board.AddSyntaxTrees(SourceTree.Parse("firmware/Esp32/A.cs", "class A { void M() { System.IO.File.AppendAllLines(\"x\", new string[0]); } }").Tree);
        Assert.Contains(FrameworkMembers.Forbidden(example, Listed, Traps), found => found.Contains("System.IO.File.AppendAllLines", StringComparison.Ordinal));
    }

    private static HashSet<string> Lines(string path) => [.. File.ReadLines(SourceTree.FullPath(path)).Where(line => line.Length > 0 && line[0] != '#')];

    private static IEnumerable<string> PublicNames(CSharpCompilation stubs) =>
        Types(stubs.Assembly.GlobalNamespace).Where(type => type.DeclaredAccessibility == Accessibility.Public)
            .SelectMany(type => type.GetMembers().Where(IsWritten).Select(member => FrameworkMembers.NameOf(member)).Prepend(FrameworkMembers.NameOf(type)));

    private static bool IsWritten(ISymbol member) =>
        member is { DeclaredAccessibility: Accessibility.Public, IsImplicitlyDeclared: false } and not INamedTypeSymbol
        && member is not IMethodSymbol { MethodKind: not (MethodKind.Ordinary or MethodKind.Constructor) };

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol home) =>
        home.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member => member is INamedTypeSymbol type ? Types(type).Prepend(type) : Types(member));
}

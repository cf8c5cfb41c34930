using KarstLogger.TestSupport;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace KarstLogger.HouseRules.Tests.Firmware;

/// <summary>
/// What the device sources call must exist on the device: the desktop's framework has everything, nanoFramework v1.x has not.
/// The list in tests/reference/nanoframework-members.txt holds the members that both frameworks have.
/// </summary>
public sealed class DeviceFrameworkTests
{
    // On both sides by name, but with another meaning (docs/nanoframework-subset.md): never listed.
    private static readonly HashSet<string> Traps =
    [
        "System.Enum.ToString()", // prints the number on the device
        "System.Double.ToString()", "System.Single.ToString()", // 3.3 prints as 3.2999999999999998 on the device
        "System.DateTime.MinValue", // the year 1601 on the device
        "System.DateTime.UtcNow", "System.DateTime.Today", // time is an input
        "System.Threading.Thread.Sleep(int)", "System.Threading.Thread.Sleep(TimeSpan)", // waiting is a port
        "System.Random.new()", // chance is an input
    ];

    private static readonly Lazy<HashSet<string>> Listed = new(() =>
        [.. File.ReadLines(SourceTree.FullPath("tests/reference/nanoframework-members.txt")).Where(line => line.Length > 0 && line[0] != '#')]);

    [Fact]
    public void The_device_sources_compile_alone_as_CSharp_9() =>
        Findings.MustBeNone("The device sources do not compile without the projects round them:",
            DeviceCompilation.Current.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => $"{diagnostic}"));

    [Fact]
    public void The_device_sources_use_only_members_that_the_device_has() =>
        Findings.MustBeNone("Not on the device (or not with the same meaning):", FrameworkMembers.Forbidden(DeviceCompilation.Current, Listed.Value, Traps));

    [Fact]
    public void No_trap_stands_in_the_list() => Assert.Empty(Listed.Value.Intersect(Traps));

    [Fact]
    public void Every_listed_member_stands_in_the_reference_signatures_where_these_are_at_hand()
    {
        string folder = Path.Combine(ReferenceFiles.Root, "reference", "nanoframework-api");
        if (!Directory.Exists(folder))
            return; // the signatures are reference material beside the project, not part of it
        HashSet<string> signatures = [.. Directory.EnumerateFiles(folder, "*.txt").SelectMany(file => DeviceSignatures.Read(File.ReadLines(file)))];
        Findings.MustBeNone("Listed, but not among the device's signatures:", Listed.Value.Except(signatures));
    }

    [Theory]
    [InlineData("string M(string s) => s.Replace('a', 'b');", "System.String.Replace(char,char)")]
    [InlineData("string M(byte[] b) => System.Text.Encoding.UTF8.GetString(b);", "System.Text.Encoding.GetString(byte[])")]
    [InlineData("bool M(char c) => char.IsDigit(c);", "System.Char.IsDigit(char)")]
    [InlineData("string M(double d) => d.ToString();", "System.Double.ToString()")]
    [InlineData("string M(System.DayOfWeek d) => d.ToString();", "System.Enum.ToString()")]
    [InlineData("void M(byte[] a) { System.Array.Reverse(a); }", "System.Array.Reverse")]
    [InlineData("object M() => new System.OverflowException();", "System.OverflowException")]
    public void The_rule_sees(string member, string missing)
    {
        CSharpCompilation example = DeviceCompilation.Of([SourceTree.Parse("shared/Wire/A.cs", $"class A {{ {member} }}")]);
        Assert.Contains(FrameworkMembers.Forbidden(example, Listed.Value, Traps), found => found.Contains(missing, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("string M(string s) => s.Substring(1, 2).Trim() + s.Length;")]
    [InlineData("byte[] M(string s) => System.Text.Encoding.UTF8.GetBytes(s);")]
    [InlineData("double M(double d) => System.Math.Sqrt(d) + System.Math.Abs(d);")]
    [InlineData("void M(byte[] a, byte[] b) { System.Array.Copy(a, 0, b, 0, a.Length); throw new System.ArgumentException(\"x\"); }")]
    [InlineData("char M(string s) => s[0];")]
    [InlineData("string[] M(string s) => s.Split('\\n');")]
    [InlineData("string M(int i) => string.Format(\"{0}\", i);")]
    [InlineData("object M(System.Collections.ArrayList l, System.Collections.Hashtable h) { l.Add(h[l[0]]); return new System.Text.StringBuilder().Append('a').Append(1).ToString(); }")]
    public void The_rule_permits(string member)
    {
        CSharpCompilation example = DeviceCompilation.Of([SourceTree.Parse("shared/Wire/A.cs", $"class A {{ {member} }}")]);
        Assert.Empty(FrameworkMembers.Forbidden(example, Listed.Value, Traps));
    }
}

using System.Text.RegularExpressions;
using KarstLogger.Gateway.Hardware;
using KarstLogger.TestSupport;
using static KarstLogger.Gateway.Tests.Hardware.HardwareFolder;

namespace KarstLogger.Gateway.Tests.Hardware;

/// <summary>The field guide says what the tables say, in both languages, and its links lead somewhere.</summary>
public partial class FieldGuideTests
{
    private static readonly string Guide = System.IO.Path.Combine(ReferenceFiles.ProjectRoot, "docs", "field");

    [Fact]
    public void The_Chinese_LED_card_has_every_pattern_of_the_lid()
    {
        string card = File.ReadAllText(System.IO.Path.Combine(Guide, "zh", "led-card.md"));
        foreach (LedPattern pattern in Set.Led)
            Assert.Contains($"| {pattern.MeaningZh} | {pattern.DoZh} |", card, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_visit_sheets_ask_for_the_same_things()
    {
        string english = File.ReadAllText(System.IO.Path.Combine(Guide, "visit-sheet.md")), chinese = File.ReadAllText(System.IO.Path.Combine(Guide, "zh", "visit-sheet.md"));
        Assert.Equal(Shape(english), Shape(chinese));
    }

    [Fact]
    public void Every_link_leads_to_a_file()
    {
        foreach (string page in Directory.GetFiles(Guide, "*.md", SearchOption.AllDirectories))
            foreach (Match link in MarkdownLink().Matches(File.ReadAllText(page)))
            {
                string target = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(page)!, link.Groups[1].Value);
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{page}: {link.Groups[1].Value} leads nowhere");
            }
    }

    // Sections, rows of tables and boxes to tick, in their order: a line lost in translation changes it.
    private static string Shape(string sheet) => string.Concat(sheet.Split('\n').Select(line =>
        line.StartsWith("**", StringComparison.Ordinal) ? "S" + line.Count(letter => letter == '☐') : line.StartsWith('|') ? "R" + line.Count(letter => letter == '|') : line.Contains('☐', StringComparison.Ordinal) ? "B" + line.Count(letter => letter == '☐') : ""));

    [GeneratedRegex(@"\]\(([^)#:]+)\)")]
    private static partial Regex MarkdownLink();
}

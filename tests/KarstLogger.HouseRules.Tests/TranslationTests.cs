using System.Text.RegularExpressions;

namespace KarstLogger.HouseRules.Tests;

/// <summary>The strings of the dashboard: every language has every key, and the same names to be filled in.</summary>
public sealed partial class TranslationTests
{
    [Theory]
    [InlineData("en", "zh")]
    [InlineData("enEntry", "zhEntry")]
    public void Every_string_is_there_in_both_languages_with_the_same_names_to_fill_in(string english, string chinese)
    {
        Dictionary<string, string> en = StringsOf(english), zh = StringsOf(chinese);
        Assert.True(en.Count > 50, $"{english}.ts has {en.Count} strings");
        Assert.Equal(en.Keys.Order(StringComparer.Ordinal), zh.Keys.Order(StringComparer.Ordinal));
        foreach ((string key, string text) in en)
            Assert.True(NamesOf(text).SetEquals(NamesOf(zh[key])) && zh[key].Length > 0, $"{key}: '{text}' and '{zh[key]}' name other things");
    }

    private static Dictionary<string, string> StringsOf(string file) => OneString().Matches(File.ReadAllText(SourceTree.FullPath($"gateway/dashboard/src/text/{file}.ts")))
        .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);

    private static HashSet<string> NamesOf(string text) => [.. Name().Matches(text).Select(match => match.Value)];

    [GeneratedRegex("^  \"([\\w.-]+)\": \"(.*)\",$", RegexOptions.Multiline)]
    private static partial Regex OneString();

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Name();
}

using System.Text.Json;
using System.Text.RegularExpressions;
using KarstLogger.Firmware.Core.Field.Page;
using KarstLogger.TestSupport;

namespace KarstLogger.Firmware.Tests.Field.Page;

/// <summary>The one file of the page: its size on the air, its two languages, and that it needs nothing from elsewhere.</summary>
public sealed partial class PageFileTests
{
    private static readonly string FilePath = Path.Combine(ReferenceFiles.ProjectRoot, "firmware", "Page", "page.html");
    private static readonly string Text = File.ReadAllText(FilePath);

    [Fact]
    public void The_page_with_both_languages_stays_below_40_kB_as_served()
    {
        PageWorld world = new();
        FieldPage page = new("192.168.4.1", _ => "", _ => false, () => new TextBody(Text), new PinGate(""));
        PageConversation conversation = new(page);
        byte[] request = System.Text.Encoding.UTF8.GetBytes(PageWorld.Get("/"));
        conversation.Take(request, request.Length, 0);
        int served = 0;
        byte[] buffer = new byte[PageLimits.SendByteCount];
        for (int count; (count = conversation.Next(buffer)) > 0;)
            served += count;
        Assert.InRange(served, new FileInfo(FilePath).Length, PageLimits.PageByteCountMost);
        Assert.Empty(world.Asked);
    }

    [Fact]
    public void Both_languages_have_the_same_words_with_the_same_places()
    {
        Dictionary<string, Dictionary<string, string>> words = Words();
        Assert.Equal(["en", "zh"], words.Keys.Order());
        Assert.Equal(words["en"].Keys.Order(), words["zh"].Keys.Order());
        foreach ((string key, string english) in words["en"])
            Assert.True(Places().Matches(english).Select(place => place.Value).Order().SequenceEqual(Places().Matches(words["zh"][key]).Select(place => place.Value).Order()), $"places of {key}");
        // The languages' own names are told in the other one.
        Assert.Equal("中文", words["en"]["other"]);
        Assert.Equal("EN", words["zh"]["other"]);
    }

    [Fact]
    public void No_text_of_the_page_stands_outside_the_table()
    {
        string script = Text[Text.LastIndexOf("<script>", StringComparison.Ordinal)..];
        Assert.DoesNotMatch(@"[\u3400-\u9FFF]", script);
        Dictionary<string, string> english = Words()["en"];
        string[] asked = [.. Asked().Matches(script).Select(found => found.Groups[1].Value).Distinct()];
        Assert.NotEmpty(asked);
        Assert.Empty(asked.Except(english.Keys));
    }

    [Fact]
    public void The_page_fetches_nothing_from_anywhere_else() => Assert.DoesNotMatch(@"(src|href)\s*[=:]\s*[""']?(https?:)?//|@import|\burl\((?!data:)", Text);

    [Fact]
    public void The_script_keeps_to_what_old_phones_know() => Assert.DoesNotMatch(@"=>|`|\b(let|const|class|async|await)\s", Text[Text.LastIndexOf("<script>", StringComparison.Ordinal)..]);

    private static Dictionary<string, Dictionary<string, string>> Words()
    {
        string table = Table().Match(Text).Groups[1].Value;
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, string>>>(table)!;
    }

    [GeneratedRegex(@"<script id=""words"" type=""application/json"">(.*?)</script>", RegexOptions.Singleline)]
    private static partial Regex Table();

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Places();

    [GeneratedRegex(@"\b(?:t|head|button)\(""([a-z0-9]+)""")]
    private static partial Regex Asked();
}

using FsCheck;
using FsCheck.Fluent;
using KarstLogger.Wire;

namespace KarstLogger.Wire.Tests;

/// <summary>The configuration grammar as a technician meets it.</summary>
public class ConfigTextTests
{
    private const string Good = "format = 1\n# the box at the spring\n[uplink]\n  batch =  15  # frames\nhost=broker.example\nquiet = yes\n\n[probe a]\nchannel = 1\nchannel = 2\n";

    [Fact]
    public void A_good_text_is_read_without_a_word()
    {
        ConfigText text = ConfigText.Parse("box.conf", Good);
        ConfigSection uplink = text.Section("uplink")!;
        Assert.Equal(15, uplink.Integer("batch", 1, 60, 20));
        Assert.Equal("broker.example", uplink.Text("host"));
        Assert.True(uplink.YesNo("quiet", false));
        Assert.Equal(["1", "2"], text.Section("probe")!.TextAll("channel"));
        Assert.Equal("a", text.Section("probe")!.Name);
        text.RefuseUnread();
        Assert.Empty(text.Errors);
    }

    [Fact]
    public void The_canonical_form_has_no_comments_and_no_free_spacing()
    {
        Assert.Equal("format = 1\n[uplink]\nbatch = 15\nhost = broker.example\nquiet = yes\n[probe a]\nchannel = 1\nchannel = 2\n", ConfigText.Parse("", Good).Canonical());
    }

    [Theory]
    [InlineData("[uplink]\n", "box.conf, line 1, field 'format': missing; the first line must be 'format = 1'")]
    [InlineData("format = 2\n", "box.conf, line 1, field 'format': '2' is not known; permitted: 1")]
    [InlineData("format = 1\nbatch = 3\n", "box.conf, line 2, field 'batch': stands before the first [section]")]
    [InlineData("format = 1\n[uplink\n", "box.conf, line 2: '[uplink' is no section; the form is [kind] or [kind name]")]
    [InlineData("format = 1\n[a]\n[a]\n", "box.conf, line 3: section [a] stands twice, first in line 2")]
    [InlineData("format = 1\n[a]\nhello\n", "box.conf, line 3: 'hello' is neither a [section] nor 'key = value'")]
    public void A_broken_text_names_its_line_and_what_is_permitted(string text, string error)
    {
        Assert.Equal(error, Assert.Single(ConfigText.Parse("box.conf", text).Errors.Cast<string>()));
    }

    [Fact]
    public void Values_outside_their_range_unknown_and_repeated_keys_are_named()
    {
        ConfigText text = ConfigText.Parse("box.conf", "format = 1\n[uplink]\nbatch = 61\nbatsh = 2\nquiet = maybe\nquiet = yes\n");
        ConfigSection uplink = text.Section("uplink")!;
        Assert.Equal(20, uplink.Integer("batch", 1, 60, 20));
        uplink.YesNo("quiet", false);
        uplink.Text("host");
        text.RefuseUnread();
        Assert.Equal(
        [
            "box.conf, line 3, field 'batch': '61' is not a whole number from 1 to 60",
            "box.conf, line 5, field 'quiet': 'maybe' is neither yes nor no",
            "box.conf, line 2, field 'host': missing in section [uplink]",
            "box.conf, line 4, field 'batsh': is not known in section [uplink]",
            "box.conf, line 6, field 'quiet': stands twice in section [uplink]",
        ], text.Errors.Cast<string>());
    }

    [Fact]
    public void Any_text_at_all_ends_in_errors_or_a_canonical_form_that_reads_back_to_itself()
    {
        Prop.ForAll<string>(any =>
        {
            ConfigText read = ConfigText.Parse("any", "format = 1\n" + any);
            return read.Errors.Count > 0 || ConfigText.Parse("again", read.Canonical()).Canonical() == read.Canonical();
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("kl-0a1b2c3d", true)]
    [InlineData("kl-0A1B2C3D", false)] // one logger has one name
    [InlineData("kl-0a1b2c3", false)]
    [InlineData("lk-0a1b2c3d", false)]
    [InlineData("kl-0a1b2c3g", false)]
    public void A_logger_name_is_kl_and_eight_lower_case_digits(string text, bool isName)
    {
        Assert.Equal(isName, LoggerId.TryParse(text, out uint id));
        if (isName)
            Assert.Equal(text, LoggerId.ToText(id));
    }

    [Theory]
    [InlineData("karst/v1/kl-0a1b2c3d/up/data", "kl-0a1b2c3d")]
    [InlineData("karst/v1/kl-0a1b2c3d", null)]
    [InlineData("other/v1/kl-0a1b2c3d/up/data", null)]
    public void The_logger_is_read_from_its_topic(string topic, string? logger)
    {
        Assert.Equal(logger, Topics.LoggerOf(topic));
    }
}

using System.Text;
using KarstLogger.Firmware.Core.Field.Page;
using static KarstLogger.Firmware.Tests.Field.Page.PageWorld;

namespace KarstLogger.Firmware.Tests.Field.Page;

public sealed class FieldPageTests
{
    [Fact]
    public void The_page_comes_with_its_length_and_is_not_kept_by_the_phone()
    {
        string answer = new PageWorld().Send(Get("/"));
        Assert.StartsWith("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 24\r\n", answer, StringComparison.Ordinal);
        Assert.Contains("Cache-Control: no-store\r\n", answer, StringComparison.Ordinal);
        Assert.Equal("<!DOCTYPE html><p>页面", BodyOf(answer));
    }

    [Fact]
    public void A_box_without_the_file_still_answers_and_says_where_it_comes_from()
    {
        string answer = new PageWorld { HasFile = false }.Send(Get("/"));
        Assert.Equal(200, StatusOf(answer));
        Assert.Contains("docs/flashing.md", answer, StringComparison.Ordinal);
        Assert.Contains("/do?line=status", answer, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_is_open_and_keeps_the_form_that_was_asked_for()
    {
        PageWorld world = new(desk: line => line.EndsWith("--json", StringComparison.Ordinal) ? "{\"ok\":true}" : "Recording.");
        Assert.Contains("Content-Type: text/plain", world.Send(Get("/do?line=status")), StringComparison.Ordinal);
        Assert.Contains("Content-Type: application/json", world.Send(Get("/do?line=status+--json")), StringComparison.Ordinal);
        Assert.Equal(["status", "status --json"], world.Asked);
    }

    [Theory]
    [InlineData("GET", "maint on", null, 405)]
    [InlineData("POST", "maint on", null, 401)]
    [InlineData("POST", "maint on", "0000", 401)]
    [InlineData("POST", "maint on", "4711", 200)]
    public void A_line_that_changes_the_box_needs_a_post_with_the_pin(string method, string line, string? pin, int status)
    {
        PageWorld world = new();
        string form = "line=" + Uri.EscapeDataString(line);
        Assert.Equal(status, StatusOf(world.Send(method == "GET" ? Get("/do?" + form) : Post("/do", form, pin))));
        Assert.Equal(status == 200 ? 1 : 0, world.Asked.Count);
    }

    [Fact]
    public void A_box_without_a_pin_is_read_only()
    {
        PageWorld world = new(pin: "");
        string answer = world.Send(Post("/do", "line=maint+on", ""));
        Assert.Equal(401, StatusOf(answer));
        Assert.Contains("\"code\":\"no-pin\"", answer, StringComparison.Ordinal);
        Assert.Equal(200, StatusOf(world.Send(Get("/do?line=status"))));
    }

    [Fact]
    public void The_third_wrong_pin_closes_the_gate_for_30_seconds_and_the_answer_says_how_long()
    {
        PageWorld world = new();
        for (int i = 0; i < 2; i++)
            Assert.Equal(401, StatusOf(world.Send(Post("/do", "line=read", "9999"))));
        string third = world.Send(Post("/do", "line=read", "9999"));
        Assert.Equal(429, StatusOf(third));
        Assert.Contains("Retry-After: 30\r\n", third, StringComparison.Ordinal);
        Assert.Equal(429, StatusOf(world.Send(Post("/do", "line=read", Pin))));
        world.NowMs += 30_000;
        Assert.Equal(200, StatusOf(world.Send(Post("/do", "line=read", Pin))));
    }

    [Theory]
    [InlineData("/time?ms=1767225600123", 200, "time offer 1767225600123 --json")]
    [InlineData("/time?ms=abc", 400, null)]
    [InlineData("/time?ms=-5", 400, null)]
    [InlineData("/time", 400, null)]
    public void A_phone_may_ask_how_far_the_clock_is_off(string target, int status, string? line)
    {
        PageWorld world = new();
        Assert.Equal(status, StatusOf(world.Send(Get(target))));
        Assert.Equal(line, world.Asked.SingleOrDefault());
    }

    [Fact]
    public void Setting_the_clock_needs_the_pin()
    {
        PageWorld world = new();
        Assert.Equal(401, StatusOf(world.Send(Post("/time", "ms=1767225600123", null))));
        Assert.Equal(200, StatusOf(world.Send(Post("/time", "ms=1767225600123", Pin))));
        Assert.Equal("time set 1767225600123 --json", Assert.Single(world.Asked));
    }

    [Theory]
    [InlineData("/generate_204", "connectivitycheck.gstatic.com")]
    [InlineData("/hotspot-detect.html", "captive.apple.com")]
    [InlineData("/connecttest.txt", "www.msftconnecttest.com")]
    [InlineData("/success.txt", "detectportal.firefox.com")]
    [InlineData("/anything?else=1", "example.org")]
    [InlineData("/generate_204", "192.168.4.1")]
    public void The_look_for_the_internet_ends_at_the_page(string target, string host)
    {
        PageWorld world = new();
        string answer = world.Send(Get(target, host));
        Assert.Equal(302, StatusOf(answer));
        Assert.Contains("Location: http://192.168.4.1/\r\n", answer, StringComparison.Ordinal);
        Assert.Equal(0, world.Page.LastUseMs);
    }

    [Fact]
    public void A_foreign_site_that_posts_through_a_name_of_its_own_is_turned_away() =>
        Assert.Equal(421, StatusOf(new PageWorld().Send(Post("/do", "line=reboot", Pin).Replace("192.168.4.1", "evil.example", StringComparison.Ordinal))));

    [Fact]
    public void Only_a_person_keeps_the_access_point_on()
    {
        PageWorld world = new() { NowMs = 5000 };
        world.Send(Get("/do?auto=1&line=live"));
        Assert.Equal(0, world.Page.LastUseMs);
        world.Send(Get("/nothing"));
        Assert.Equal(0, world.Page.LastUseMs);
        world.Send(Get("/do?line=live"));
        Assert.Equal(5000, world.Page.LastUseMs);
    }

    [Fact]
    public void A_fault_in_a_verb_ends_one_answer_and_not_the_page()
    {
        PageWorld world = new(desk: line => line == "net" ? throw new InvalidOperationException("boom") : "fine");
        Assert.Equal(500, StatusOf(world.Send(Get("/do?line=net"))));
        Assert.Equal(200, StatusOf(world.Send(Get("/do?line=status"))));
    }

    [Fact]
    public void A_request_that_does_not_end_is_told_so()
    {
        PageConversation conversation = new(new PageWorld().Page);
        Assert.False(conversation.Take(Encoding.UTF8.GetBytes("GET / HT"), 8, 0));
        conversation.Expire();
        Assert.Equal(408, StatusOf(Answer(conversation)));
    }

    [Fact]
    public void The_export_streams_the_record_in_chunks_and_names_the_key_to_go_on_with()
    {
        Dictionary<string, string> parts = new()
        {
            ["0"] = """{"ok":true,"say":["2 rows, \"rows\":[ is no key here"],"header":"key,utc","rows":["0000000a:1,\"a, b\"","0000000a:2,x"],"next":"0000000a:3","more":true}""",
            ["0000000a:3"] = """{"ok":true,"say":[],"header":"key,utc","rows":["0000000a:3,\\"],"next":"0000000a:4","more":false}""",
        };
        PageWorld world = new(desk: line => parts[line.Split(' ')[2]]);
        string answer = world.Send(Get("/export?since=0"));
        Assert.Contains("Transfer-Encoding: chunked\r\n", answer, StringComparison.Ordinal);
        Assert.Equal("key,utc\n0000000a:1,\"a, b\"\n0000000a:2,x\n0000000a:3,\\\n# end; go on with since=0000000a:4\n", Joined(BodyOf(answer)));
        Assert.Equal(["export --since 0 --json", "export --since 0000000a:3 --json"], world.Asked);
    }

    [Fact]
    public void An_export_that_the_desk_refuses_ends_and_says_where_to_go_on()
    {
        PageWorld world = new(desk: _ => """{"ok":false,"verb":"export","code":"drive","say":["the drive does not answer"]}""");
        Assert.Equal("# broken off; go on with since=0000000a:3\n", Joined(BodyOf(world.Send(Get("/export?since=0000000a:3&frames=1")))));
        Assert.Equal("export --since 0000000a:3 --frames --json", Assert.Single(world.Asked));
    }

    [Theory]
    [InlineData("/export")]
    [InlineData("/export?since=")]
    [InlineData("/export?since=0+--frames")]
    [InlineData("/export?since=0000000A:1")]
    [InlineData("/export?since=12345678:12345678901")]
    public void An_export_without_a_key_is_refused(string target) => Assert.Equal(400, StatusOf(new PageWorld().Send(Get(target))));

    // The content of a chunked body (RFC 9112, section 7.1).
    private static string Joined(string chunked)
    {
        StringBuilder body = new();
        for (int at = 0; ;)
        {
            int end = chunked.IndexOf("\r\n", at, StringComparison.Ordinal);
            int size = Convert.ToInt32(chunked[at..end], 16);
            if (size == 0)
                return end + 4 == chunked.Length ? body.ToString() : "rest after the last chunk";
            body.Append(chunked, end + 2, size);
            at = end + 2 + size + 2;
        }
    }
}

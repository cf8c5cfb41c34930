using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KarstLogger.Firmware.Core.Field.Page;
using static KarstLogger.Firmware.Tests.Field.Page.PageWorld;

namespace KarstLogger.Firmware.Tests.Field.Page;

/// <summary>What comes in from the air. Status codes: RFC 9110 and RFC 6585.</summary>
public sealed class PageRequestTests
{
    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n", 0)]
    [InlineData("HELLO\r\n\r\n", 400)]
    [InlineData("GET /\r\n\r\n", 400)]
    [InlineData("GET  / HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET http://x/ HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/2.0\r\n\r\n", 400)]
    [InlineData("DELETE / HTTP/1.1\r\n\r\n", 405)]
    [InlineData("GET /%zz HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET /%c3 HTTP/1.1\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nHost : x\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\n folded: x\r\n\r\n", 400)]
    [InlineData("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400)]
    [InlineData("POST /do HTTP/1.1\r\n\r\n", 411)]
    [InlineData("POST /do HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400)]
    [InlineData("POST /do HTTP/1.1\r\nContent-Length: 99999999999999999999\r\n\r\n", 413)]
    [InlineData("POST /do HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400)]
    [InlineData("POST /do HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 501)]
    public void A_request_that_does_not_fit_is_refused_with_its_code(string text, int status)
    {
        PageRequest request = new();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        Assert.True(request.Take(bytes, bytes.Length));
        Assert.Equal(status, request.Refusal);
    }

    [Fact]
    public void Limits_are_met_with_their_codes()
    {
        Assert.Equal(414, Refusal($"GET /{new string('a', PageLimits.TargetByteCountMost)} HTTP/1.1\r\n\r\n"));
        Assert.Equal(431, Refusal($"GET / HTTP/1.1\r\nX: {new string('a', PageLimits.HeaderByteCountMost)}\r\n\r\n"));
        Assert.Equal(431, Refusal($"GET / HTTP/1.1\r\n{string.Concat(Enumerable.Repeat("X: 1\r\n", PageLimits.FieldCountMost + 1))}\r\n"));
        Assert.Equal(413, Refusal($"POST / HTTP/1.1\r\nContent-Length: {PageLimits.BodyByteCountMost + 1}\r\n\r\n"));
    }

    [Fact]
    public void A_console_line_of_512_chinese_characters_fits()
    {
        string line = new('岩', PageLimits.LineLengthMost);
        PageWorld world = new();
        Assert.Equal(200, StatusOf(world.Send(Post("/do", "line=" + Uri.EscapeDataString(line), Pin))));
        Assert.Equal(line, Assert.Single(world.Asked));
    }

    [Fact]
    public void The_request_is_the_same_in_whatever_pieces_it_comes()
    {
        byte[] request = Encoding.UTF8.GetBytes(Post("/do", "line=" + Uri.EscapeDataString("note \"石灰华 2 mm\" --json"), Pin));
        foreach (int pieces in (int[])[1, 2, 3, 7, 64, 5000])
        {
            PageWorld world = new();
            Assert.Equal(200, StatusOf(world.Send(request, pieces)));
            Assert.Equal("note \"石灰华 2 mm\" --json", Assert.Single(world.Asked));
        }
    }

    [Fact]
    public void No_bytes_at_all_make_it_throw_or_reach_the_desk_without_a_whole_request()
    {
        Gen<byte> letters = Gen.Elements("GET POST/do?line=%20abc\r\n:HTTP/1.1 Content-Length5&+".Select(letter => (byte)letter).ToArray());
        Gen<byte> any = Gen.Choose(0, 255).Select(value => (byte)value);
        Arbitrary<byte[]> bytes = Gen.OneOf(Gen.ArrayOf(letters), Gen.ArrayOf(any), Gen.ArrayOf(Gen.OneOf(letters, any))).Select(tail => (byte[])[.. tail, (byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n']).ToArbitrary();
        Prop.ForAll(bytes, request =>
        {
            int status = StatusOf(new PageWorld().Send(request));
            return status is 0 or 200 or 302 or 400 or 401 or 404 or 405 or 411 or 413 or 414 or 421 or 431 or 501;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_good_request_with_any_byte_changed_never_throws_and_never_writes()
    {
        byte[] good = Encoding.UTF8.GetBytes(Post("/do", "line=note+x", "0000"));
        for (int i = 0; i < good.Length; i++)
        {
            for (int value = 0; value < 256; value += 5)
            {
                byte[] bad = [.. good];
                bad[i] = (byte)value;
                PageWorld world = new();
                world.Send(bad);
                Assert.DoesNotContain(world.Asked, FieldDeskWrites);
            }
        }
    }

    [Theory]
    [InlineData("a%20b", "a b")]
    [InlineData("a+b", "a b")]
    [InlineData("%E5%B2%A9", "岩")]
    [InlineData("%F0%9F%92%A7", "💧")]
    [InlineData("%", null)]
    [InlineData("%4", null)]
    [InlineData("%g0", null)]
    [InlineData("%0a", null)] // a line end in a line would be two lines
    [InlineData("%00", null)]
    [InlineData("%C0%AF", null)] // overlong form of '/' (RFC 3629, section 10)
    [InlineData("%ED%A0%80", null)] // a surrogate
    [InlineData("%F4%90%80%80", null)] // above U+10FFFF
    [InlineData("%80", null)]
    public void Percent_forms_are_utf8_or_nothing(string form, string? text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(form);
        Assert.Equal(text, UrlText.Decode(bytes, 0, bytes.Length));
    }

    private static bool FieldDeskWrites(string line) => KarstLogger.Firmware.Core.Field.FieldDesk.Writes(line);

    private static int Refusal(string text)
    {
        PageRequest request = new();
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        request.Take(bytes, bytes.Length);
        return request.Refusal;
    }
}

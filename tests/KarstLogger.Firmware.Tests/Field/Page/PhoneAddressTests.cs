using System.Net;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KarstLogger.Firmware.Core.Field.Page;

namespace KarstLogger.Firmware.Tests.Field.Page;

/// <summary>Addresses and names for phones. Offsets, options and codes: RFC 2131 figure 1, RFC 2132; RFC 1035 section 4.</summary>
public sealed class PhoneAddressTests
{
    private static readonly byte[] Box = [192, 168, 4, 1];

    [Fact]
    public void A_phone_is_offered_an_address_and_gets_what_it_then_asks_for()
    {
        DhcpAnswers dhcp = new(Box);
        byte[] offer = Answer(dhcp, Message(1, 0x11))!;
        Assert.Equal(2, offer[0]);
        Assert.Equal([0x39, 0x03, 0xF3, 0x26], offer[4..8]);
        Assert.Equal([192, 168, 4, 2], offer[16..20]);
        Assert.Equal([2], Option(offer, 53));
        Assert.Equal([255, 255, 255, 0], Option(offer, 1));
        Assert.Equal(Box, Option(offer, 3));
        Assert.Equal(Box, Option(offer, 6));
        Assert.Equal(Box, Option(offer, 54));
        Assert.Equal([0, 0, 0x1C, 0x20], Option(offer, 51)); // 7200 s
        byte[] given = Answer(dhcp, Message(3, 0x11, [50, 4, 192, 168, 4, 2, 54, 4, .. Box]))!;
        Assert.Equal([5], Option(given, 53));
        Assert.Equal([192, 168, 4, 2], given[16..20]);
    }

    [Fact]
    public void Each_phone_keeps_its_own_address_and_a_ninth_takes_the_oldest_place()
    {
        DhcpAnswers dhcp = new(Box);
        for (byte phone = 0; phone < 8; phone++)
            Assert.Equal(2 + phone, Answer(dhcp, Message(1, phone))![19]);
        Assert.Equal(4, Answer(dhcp, Message(1, 2))![19]);
        Assert.Equal(2, Answer(dhcp, Message(1, 99))![19]);
    }

    [Fact]
    public void An_address_of_another_network_is_refused_so_that_the_phone_asks_anew()
    {
        byte[] answer = Answer(new DhcpAnswers(Box), Message(3, 0x22, [50, 4, 10, 0, 0, 7]))!;
        Assert.Equal([6], Option(answer, 53));
        Assert.Equal([0, 0, 0, 0], answer[16..20]);
    }

    [Fact]
    public void A_request_to_another_server_is_not_ours() => Assert.Null(Answer(new DhcpAnswers(Box), Message(3, 1, [54, 4, 192, 168, 4, 9])));

    [Fact]
    public void Every_name_is_the_box()
    {
        byte[] question = [0xAB, 0xCD, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 7, .. Encoding.ASCII.GetBytes("captive"), 5, .. Encoding.ASCII.GetBytes("apple"), 3, .. Encoding.ASCII.GetBytes("com"), 0, 0, 1, 0, 1];
        byte[] answer = new DnsAnswers(Box).Answer(question, question.Length);
        Assert.Equal([0xAB, 0xCD, 0x85, 0, 0, 1, 0, 1, 0, 0, 0, 0], answer[..12]);
        Assert.Equal(question[12..], answer[12..question.Length]);
        Assert.Equal([0xC0, 0x0C, 0, 1, 0, 1, 0, 0, 0, 60, 0, 4, 192, 168, 4, 1], answer[question.Length..]);
    }

    [Fact]
    public void A_question_for_another_kind_of_address_gets_an_empty_answer()
    {
        byte[] question = [0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, (byte)'a', 0, 0, 28, 0, 1]; // AAAA
        byte[] answer = new DnsAnswers(Box).Answer(question, question.Length);
        Assert.Equal(question.Length, answer.Length);
        Assert.Equal([0, 1, 0x85, 0, 0, 1, 0, 0, 0, 0, 0, 0], answer[..12]);
    }

    [Fact]
    public void No_bytes_make_them_throw() =>
        Prop.ForAll(Gen.OneOf(Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value)), Gen.ArrayOf(Gen.Choose(0, 255).Select(value => (byte)value)).Select(tail => Message(1, 1, tail))).ToArbitrary(), bytes =>
        {
            byte[]? address = new DhcpAnswers(Box).Answer(bytes, bytes.Length);
            byte[]? name = new DnsAnswers(Box).Answer(bytes, bytes.Length);
            return (address is null || address.Length == 300) && (name is null || name.Length <= DnsAnswers.ByteCountMost + 16);
        }).QuickCheckThrowOnFailure();

    private static byte[]? Answer(DhcpAnswers dhcp, byte[] message) => dhcp.Answer(message, message.Length);

    // A phone's message: number 39 03 F3 26, broadcast flag, hardware address 02 00 00 00 00 XX.
    private static byte[] Message(byte kind, byte phone, params byte[] options)
    {
        byte[] fixedPart = new byte[240];
        (fixedPart[0], fixedPart[1], fixedPart[2]) = (1, 1, 6);
        new byte[] { 0x39, 0x03, 0xF3, 0x26 }.CopyTo(fixedPart, 4);
        fixedPart[10] = 0x80;
        (fixedPart[28], fixedPart[33]) = (2, phone);
        new byte[] { 99, 130, 83, 99 }.CopyTo(fixedPart, 236);
        return [.. fixedPart, 53, 1, kind, .. options, 255];
    }

    private static byte[]? Option(byte[] message, byte option)
    {
        for (int at = 240; message[at] != 255; at += 2 + message[at + 1])
            if (message[at] == option)
                return message[(at + 2)..(at + 2 + message[at + 1])];
        return null;
    }
}

using System.Text;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Loggers;
using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Loggers;

/// <summary>Orders in the store, from the wish to the answer, without a broker.</summary>
public sealed class OrderBookTests : IDisposable
{
    private const long Now = 1_780_000_000_000;
    private static readonly ChangeOrder Order = new("Li", "test", Now);
    private readonly TemporaryStore store = new();

    public OrderBookTests() => store.Archive.Append([Frames.Upload(Frames.Sample(1)) with { Contact = new LoggerContact(Frames.Logger, Now / 1000 + 900, 0, 0) }]);

    public void Dispose() => store.Dispose();

    [Fact]
    public void A_command_waits_for_the_hello_is_sent_and_its_answer_is_booked()
    {
        LoggerOrder made = Command("maint minutes=30");
        LoggerOrder due = Assert.Single(store.Database.Write(session => OrderBook.Due(session, Frames.Logger, Now)));
        Assert.Equal($"id={made.Id} expires={Now / 1000 + 86_400} do=maint minutes=30", Encoding.UTF8.GetString(due.Message().Payload));
        Assert.Equal(("karst/v1/kl-0a1b2c3d/down/command", false), (due.Message().Topic, due.Message().Retain));
        Sent(due);
        Assert.Empty(store.Database.Write(session => OrderBook.Due(session, Frames.Logger, Now + 1)));
        Assert.True(Reply($"id={made.Id} done: maintenance for 30 min"));
        Assert.Equal(("done", "done: maintenance for 30 min", 1L), (Newest.State, Newest.Answer, Newest.TimesSent));
    }

    [Fact]
    public void What_was_sent_and_not_answered_when_the_contact_ended_waits_again_and_the_second_answer_counts()
    {
        LoggerOrder made = Command("reboot");
        Sent(made);
        Status("status=1 heard_mark=00000000 heard=none");
        Assert.Equal("waiting", Newest.State);
        Sent(Assert.Single(store.Database.Write(session => OrderBook.Due(session, Frames.Logger, Now))));
        Reply($"id={made.Id} done before: done: reboot after this contact");
        Assert.Equal(("done", 2L), (Newest.State, Newest.TimesSent));
    }

    [Fact]
    public void An_answer_that_overtakes_the_note_that_it_was_sent_stays()
    {
        LoggerOrder made = Command("selftest");
        Reply($"id={made.Id} refused: no");
        Sent(made);
        Assert.Equal("refused", Newest.State);
    }

    [Fact]
    public void A_command_that_nobody_heard_in_its_time_expires_and_is_not_sent()
    {
        Command("reboot", expiresMinutes: 10);
        Assert.Empty(store.Database.Write(session => OrderBook.Due(session, Frames.Logger, Now + 600_000)));
        Assert.Equal("expired", Newest.State);
    }

    [Fact]
    public void Another_loggers_answer_is_not_booked()
    {
        LoggerOrder made = Command("reboot");
        Assert.False(store.Database.Write(session => OrderBook.NoteReply(session, Frames.Logger + 1, $"id={made.Id} done: x", Now)));
        Assert.Equal("waiting", Newest.State);
    }

    [Fact]
    public void Numbers_of_orders_rise_also_within_a_second()
    {
        Assert.Equal([Now / 1000, Now / 1000 + 1], [Command("reboot").Id, Command("selftest").Id]);
    }

    [Theory]
    [InlineData("dance", "command: 'dance' is not known; permitted: maint, awake, quiet, reboot, selftest, resend")]
    [InlineData("", "command: it is empty; permitted: maint, awake, quiet, reboot, selftest, resend")]
    [InlineData("maint minutes=241", "command maint: minutes is '241'; permitted: 0 to 240")]
    [InlineData("resend first=3", "command resend: last is missing; permitted: 1 to 2147483647")]
    [InlineData("reboot id=7", "command reboot: 'id=7' is set by the gateway; permitted: nothing")]
    public void A_command_that_the_box_would_refuse_is_refused_with_the_boxs_own_words(string words, string refusal) =>
        Assert.Equal(refusal, Assert.Throws<BadInputException>(() => Command(words)).Message);

    [Theory]
    [InlineData("[logger]\nnumber = 3\n", "office.conf, line 1: '[logger]'")]
    [InlineData("format = 1\n[logger]\nnumber\n", "office.conf, line 3: 'number' is neither a [section] nor 'key = value'")]
    [InlineData("format = 1\n[sampling]\nburst = 3\n", "field 'number': [logger] has none; permitted: 1 to 65535")]
    [InlineData("format = 1\n[logger]\nnumber = 70000\n", "office.conf, line 3, field 'number': '70000' is not a whole number from 1 to 65535")]
    public void A_configuration_without_form_or_number_is_refused_before_it_costs_air_time(string text, string refusal)
    {
        if (text.StartsWith('['))
            refusal = "office.conf, line 1, field 'format': missing";
        Assert.Contains(refusal, Assert.Throws<BadInputException>(() => Configuration(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_names_one_text_for_ever_and_a_newer_text_replaces_one_that_waits()
    {
        Configuration("format = 1\n[logger]\nnumber = 3\n");
        Configuration("format = 1\n[logger]\nnumber = 4\n");
        Assert.Equal(["waiting", "replaced"], store.Database.Read(session => LoggerOrder.Of(session, Frames.Logger, 9)).Select(one => one.State));
        string refusal = Assert.Throws<BadInputException>(() => Configuration("format = 1\n[logger]\nnumber = 3\n[sampling]\nburst = 3\n")).Message;
        Assert.Contains("3 was given to an earlier text", refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("refused", "refused")]
    [InlineData("trial", "trial")]
    [InlineData("applied", "applied")]
    [InlineData("rolled-back", "rolled-back")]
    public void A_status_books_a_configuration_whose_answer_was_lost(string heard, string state)
    {
        // CRC-32 of the text by zlib (Python).
        const string Text = "format = 1\n[logger]\nnumber = 7\n";
        Sent(Configuration(Text));
        Status($"status=1 heard_mark=ca3a71eb heard={heard}\nconfig refused: config, line 4");
        Assert.Equal(state, Newest.State);
        Assert.Equal("config refused: config, line 4", Newest.Answer);
    }

    [Fact]
    public void A_configuration_that_the_broker_has_lost_goes_out_again()
    {
        Sent(Configuration("format = 1\n[logger]\nnumber = 7\n"));
        Status("status=1 heard_mark=11111111 heard=applied");
        LoggerOrder due = Assert.Single(store.Database.Write(session => OrderBook.Due(session, Frames.Logger, Now)));
        Assert.Equal(("karst/v1/kl-0a1b2c3d/down/config", true), (due.Message().Topic, due.Message().Retain));
    }

    [Fact]
    public void An_event_in_the_record_ends_a_trial_also_when_it_comes_from_a_card()
    {
        Sent(Configuration("format = 1\n[logger]\nnumber = 7\n"));
        Reply("mark=ca3a71eb config accepted: number 7 on trial for the next cycle");
        Assert.Equal("trial", Newest.State);
        LoggerEvent told = new() { Code = EventCode.ConfigRolledBack, Text = "number=7 reason=no_acknowledgement mark=ca3a71eb", LoggerId = Frames.Logger, Epoch = Frames.Epoch, Sequence = 2, UtcSeconds = Frames.Start };
        store.Archive.Append([Frames.Upload(EventFrame.ToBytes(told)) with { Route = FrameRoute.Import }]);
        Assert.Equal(("rolled-back", "rolled back: no_acknowledgement; the configuration before it stands"), (Newest.State, Newest.Answer));
        Status("status=1 heard_mark=ca3a71eb heard=trial");
        Assert.Equal("rolled-back", Newest.State);
    }

    [Fact]
    public void A_logger_has_at_most_eight_open_orders()
    {
        for (int i = 0; i < 8; i++)
            Command("selftest");
        Assert.Contains("permitted: at most 8", Assert.Throws<BadInputException>(() => Command("selftest")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_order_has_its_line_in_the_audit()
    {
        Command("quiet minutes=60");
        AuditEntry line = Assert.Single(store.Database.Read(session => AuditTrail.Of(session, "logger/kl-0a1b2c3d")));
        Assert.Equal(("Li", "test", "command: quiet minutes=60"), (line.Order.Actor, line.Order.Reason, line.What));
    }

    [Fact]
    public void The_last_status_of_each_hour_is_kept_as_numbers()
    {
        for (int i = 0; i < 8; i++)
            store.Database.Write(session => LoggerStatus.Keep(session, new LoggerStatus(Frames.Logger, Now / 3_600_000 * 3_600_000 + i * 900_000, $"status=1 battery_mv={6000 - i} link_tries={i}")));
        List<LoggerHour> hours = store.Database.Read(session => LoggerHour.Between(session, Frames.Logger, 0, long.MaxValue));
        Assert.Equal([(5997L, 3L), (5993L, 7L)], hours.Select(hour => (hour.BatteryMillivolts!.Value, hour.LinkTries!.Value)));
    }

    private LoggerOrder Newest => store.Database.Read(session => LoggerOrder.Of(session, Frames.Logger, 1))[0];

    private LoggerOrder Command(string words, int expiresMinutes = 1440) => store.Database.Write(session => OrderEntry.Command(session, Frames.Logger, words, expiresMinutes, Order));

    private LoggerOrder Configuration(string text) => store.Database.Write(session => OrderEntry.Configuration(session, Frames.Logger, "office.conf", text, Order));

    private void Sent(LoggerOrder order) => store.Database.Write(session => OrderBook.NoteSent(session, order, Now));

    private bool Reply(string text) => store.Database.Write(session => OrderBook.NoteReply(session, Frames.Logger, text, Now));

    private void Status(string text) => store.Database.Write(session => OrderBook.NoteStatus(session, new LoggerStatus(Frames.Logger, Now, text)));
}

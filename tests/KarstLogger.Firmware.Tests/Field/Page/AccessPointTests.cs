using KarstLogger.Firmware.Core.Field.Page;

namespace KarstLogger.Firmware.Tests.Field.Page;

/// <summary>The button, the time the access point stays on, and the PIN, as in the table of docs/field/phone-page.md (field practice D1).</summary>
public sealed class AccessPointTests
{
    private const long Minute = 60_000;

    [Theory]
    [InlineData(20, ButtonWish.None)]
    [InlineData(200, ButtonWish.Status)]
    [InlineData(2900, ButtonWish.Status)]
    [InlineData(3000, ButtonWish.AccessPoint)]
    [InlineData(9900, ButtonWish.AccessPoint)]
    [InlineData(10000, ButtonWish.ConfirmReset)]
    public void A_press_is_told_by_its_length(long heldMs, ButtonWish wish)
    {
        ButtonPress button = new();
        Assert.Equal(ButtonWish.None, button.See(true, 1000));
        Assert.Equal(wish, button.See(false, 1000 + heldMs));
    }

    [Theory]
    [InlineData(9000, 300, ButtonWish.NetworkReset)]
    [InlineData(11000, 300, ButtonWish.Status)]
    [InlineData(5000, 4000, ButtonWish.AccessPoint)]
    public void The_network_reset_wants_a_short_press_within_ten_seconds(long laterMs, long heldMs, ButtonWish wish)
    {
        ButtonPress button = new();
        button.See(true, 0);
        Assert.Equal(ButtonWish.ConfirmReset, button.See(false, 10_500));
        Assert.False(button.IsIdle);
        button.See(false, 10_500 + laterMs - 1);
        button.See(true, 10_500 + laterMs);
        Assert.Equal(wish, button.See(false, 10_500 + laterMs + heldMs));
        Assert.True(button.IsIdle);
    }

    [Theory]
    [InlineData(14 * Minute, 0, 5000, false)]
    [InlineData(15 * Minute, 0, 5000, true)]
    [InlineData(16 * Minute, 2 * Minute, 5000, false)]
    [InlineData(17 * Minute, 2 * Minute, 5000, true)]
    [InlineData(240 * Minute, 239 * Minute, 5000, true)]
    [InlineData(1 * Minute, 0, 4200, true)]
    public void It_goes_off_15_minutes_after_the_last_use_after_four_hours_or_on_a_low_battery(long nowMs, long lastUseMs, int millivolts, bool isOver) =>
        Assert.Equal(isOver, new AccessPointSession(0, 4300).IsOver(nowMs, lastUseMs, millivolts));

    [Fact]
    public void Wrong_pins_close_the_gate_for_times_that_double_up_to_15_minutes()
    {
        PinGate gate = new("123456");
        long now = 0;
        List<long> closed = [];
        for (int i = 0; i < 10; i++)
        {
            Assert.False(gate.Open("000000", now));
            closed.Add(gate.ClosedMs(now) / 1000);
            now += gate.ClosedMs(now);
        }
        Assert.Equal([0, 0, 30, 60, 120, 240, 480, 900, 900, 900], closed);
        Assert.True(gate.Open("123456", now));
        Assert.False(gate.Open("000000", now));
        Assert.Equal(0, gate.ClosedMs(now));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("123456123456")]
    [InlineData("654321")]
    public void Another_pin_does_not_open(string given) => Assert.False(new PinGate("123456").Open(given, 0));

    [Fact]
    public void A_page_that_has_not_asked_for_the_pin_yet_is_no_wrong_try()
    {
        PinGate gate = new("123456");
        for (int i = 0; i < 20; i++)
            gate.Open("", 0);
        Assert.True(gate.Open("123456", 0));
    }
}

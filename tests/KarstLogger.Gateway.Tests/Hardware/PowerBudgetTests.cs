using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Hardware;
using static KarstLogger.Gateway.Tests.Hardware.HardwareFolder;

namespace KarstLogger.Gateway.Tests.Hardware;

/// <summary>Power and cost against sums done by hand.</summary>
public class PowerBudgetTests
{
    private static readonly SondeDuty HandSonde = new("S", "s", "S1", "bus", 5, 15, PowerOnMs: 6000, 0, 0, 0, Burst: 1, TypicalMa: 10, 20, "switched", "hand");

    private static readonly BatteryChoice HandBattery = new("B", "B1", "hand", NominalV: 6, 7, 4, CapacityMah: 6000, 0, 2000, [0.5, 0.5, 0.5, 0.7, 0.9, 1], true, PanelW: 10, ChargeShare: 0.5, "hand");

    private static readonly HardwareSet HandSet = Set with
    {
        Rails =
        [
            new SupplyRail("VBAT", "Q1", "battery", null, 0, 30, 2000, 100, 0, 0, "always", "hand"),
            new SupplyRail("3V3", "U8", "VBAT", 3, 3, 17, 2000, 50, 0, 0, "always", "hand"),
            new SupplyRail("12V_SONDE", "U9", "VBAT", 12, 3, 17, 2000, 50, 0, 0, "sample", "hand"),
        ],
        Currents = [new PartCurrent("3V3", "U1", "sleep", 1, 1, "hand"), new PartCurrent("3V3", "U1", "awake", 100, 100, "hand"), new PartCurrent("3V3", "U1", "wifi", 200, 200, "hand")],
        Cycle = [Phase("boot", 4), Phase("wait", 0), Phase("read", 0), Phase("store", 0), Phase("wifi_attach", 8), Phase("wifi_send", 7)],
    };

    private static readonly PowerPlan HandPlan = new(HandSonde, HandBattery, IntervalSeconds: 3600, UploadSeconds: 0, "wifi", TemperatureC: 0, SunHours: null);

    [Fact]
    public void A_day_of_hourly_samples_costs_what_the_hand_calculation_says()
    {
        PowerBudget budget = PowerBudget.Of(HandSet, HandPlan);
        // 24 samples of 4 + 6 s awake = 240 s = 1/15 h at 100 mA x 3 V / 0.5 = 600 mW: 40 mWh. Asleep 23 14/15 h at 1 mA x 3 V / 0.5 = 6 mW: 143.6 mWh.
        // Sonde 24 x 6 s = 0.04 h at 10 mA x 12 V / 0.5 = 240 mW: 9.6 mWh. Together 193.2 mWh; at 6 V 32.2 mAh; 6000 mAh x 0.5 / 32.2 = 93.168 days.
        Assert.Equal(193.2, budget.MwhPerDay, 9);
        Assert.Equal(32.2, budget.MahPerDay, 9);
        Assert.Equal(93.168, budget.Days, 3);
    }

    [Fact]
    public void An_upload_every_two_hours_adds_its_time_on_the_air()
    {
        PowerBudget budget = PowerBudget.Of(HandSet, HandPlan with { UploadSeconds = 7200 });
        // 12 x 15 s = 0.05 h more awake: at 200 mA x 3 V / 0.5 = 1200 mW 60 mWh, less the sleep of that time, 0.05 x 6 = 0.3 mWh.
        Assert.Equal(193.2 + 60 - 0.3, budget.MwhPerDay, 9);
    }

    [Fact]
    public void Two_sun_hours_on_ten_watts_return_what_the_hand_calculation_says()
    {
        PowerBudget budget = PowerBudget.Of(HandSet, HandPlan with { SunHours = 2 });
        // 2 h x 10 W x 0.5 = 10 Wh; at 6 V 1666.67 mAh.
        Assert.Equal(1666.667, budget.SunMahPerDay, 3);
        Assert.True(budget.SunCarries);
    }

    [Fact]
    public void A_battery_that_loses_by_itself_empties_without_a_load_on_it()
    {
        // 36.525 % of 6000 mAh a year is 6 mAh a day; with 32.2 mAh drawn 3000 / 38.2 = 78.534 days.
        PowerBudget budget = PowerBudget.Of(HandSet, HandPlan with { Battery = HandBattery with { SelfDischargePercentPerYear = 36.525 } });
        Assert.Equal(78.534, budget.Days, 3);
    }

    [Theory]
    [InlineData(-30, 0.5)]
    [InlineData(5, 0.6)]
    [InlineData(15, 0.8)]
    [InlineData(40, 1.0)]
    public void Cold_takes_a_share_of_the_capacity(double temperatureC, double share) => Assert.Equal(share, PowerBudget.ShareAt(HandBattery, temperatureC), 12);

    [Fact]
    public void Sun_on_alkaline_cells_is_refused_with_the_batteries_that_can_be_charged()
    {
        BatteryChoice alkaline = Set.Batteries.Single(one => one.Battery == "4D");
        BadInputException refusal = Assert.Throws<BadInputException>(() => PowerBudget.Of(Set, HandPlan with { Battery = alkaline, SunHours = 3 }));
        Assert.Equal("4D cannot be charged: leave --sun-hours out or take one of LFP12.", refusal.Message);
    }

    [Fact]
    public void A_sonde_slower_than_the_interval_is_refused() =>
        Assert.Contains("the interval is 5 s", Assert.Throws<BadInputException>(() => PowerBudget.Of(HandSet, HandPlan with { IntervalSeconds = 5 })).Message, StringComparison.Ordinal);

    [Fact]
    public void The_report_names_every_assumption_that_it_uses()
    {
        StringWriter report = new();
        PowerReport.Write(report, Set, new PowerPlan(Set.Sondes[0], Set.Batteries[0], 900, 3600, "lte", 15, null));
        foreach (PartCurrent current in Set.Currents.Where(one => one.State != "wifi" && one.Source.Contains("assumed", StringComparison.Ordinal)))
            Assert.Contains($"{current.Part} {current.State}: {current.Source}", report.ToString(), StringComparison.Ordinal);
        Assert.Contains("lte_attach: assumed", report.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("wifi_attach", report.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_price_of_a_station_counts_pieces_and_leaves_alternatives_out()
    {
        BomPart part = Set.Parts[0] with { Board = "logger", AlternativeFor = "" };
        HardwareSet two = Set with { Parts = [part with { Reference = "X1", Quantity = 3, UnitPriceUsd = 2.5 }, part with { Reference = "X2", Quantity = 1, UnitPriceUsd = 10 }, part with { Reference = "X3", Quantity = 1, UnitPriceUsd = 99, AlternativeFor = "X2" }] };
        Assert.Equal(17.5, PartsReport.TotalUsd(two, "logger"), 9); // 3 x 2.50 + 10
    }

    private static CyclePhase Phase(string name, double seconds) => new(name, seconds, "hand");
}

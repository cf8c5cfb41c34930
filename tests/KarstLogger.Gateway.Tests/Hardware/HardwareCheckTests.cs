using KarstLogger.Gateway.Hardware;
using static KarstLogger.Gateway.Tests.Hardware.HardwareFolder;

namespace KarstLogger.Gateway.Tests.Hardware;

/// <summary>The station as committed can be built, and each rule finds what it is there for.</summary>
public class HardwareCheckTests
{
    [Fact]
    public void The_committed_tables_have_no_finding() => Assert.Empty(HardwareCheck.Findings(Set));

    [Fact]
    public void A_pin_used_twice_is_found() => Finds("logger GPIO 26: used twice",
        Set with { Pins = Changed(Set.Pins, use => use.Gpio == 25, use => use with { Gpio = 26 }) });

    [Theory]
    [InlineData(6, "wired to the flash")]
    [InlineData(16, "wired to the PSRAM")]
    [InlineData(12, "is a strapping pin")]
    [InlineData(34, "no output driver")]
    [InlineData(24, "has no such pin")]
    public void An_output_on_a_pin_that_the_module_needs_is_found(int gpio, string reason) => Finds(reason,
        Set with { Pins = Changed(Set.Pins, use => use.Constant == "SondeTransmit", use => use with { Gpio = gpio }) });

    [Fact]
    public void A_receive_pin_wired_as_output_is_found() => Finds("GPIO 34: the pin map says in, the wiring says out", WithPin("U1", "IO34", pin => pin with { Role = "out" }));

    [Fact]
    public void A_wired_pin_that_the_map_lacks_is_found() => Finds("GPIO 13: is wired to LED_DRIVE, but not in the pin map",
        Set with { Pins = [.. Set.Pins.Where(use => use.Constant != "StatusLed")] });

    [Fact]
    public void A_mapped_pin_that_is_not_wired_is_found() => Finds("logger GPIO 39: is in the pin map (push button), but not wired",
        Set with { Wiring = [.. Set.Wiring.Where(pin => pin.Pin != "IO39")] });

    [Fact]
    public void A_net_with_one_end_is_found() => Finds("net LED_DRIVE: ends at U1 IO13", Set with { Wiring = [.. Set.Wiring.Where(pin => pin is not { Part: "R5", Pin: "1" })] });

    [Fact]
    public void A_net_that_nothing_drives_is_found() => Finds("net RAIN_PULSE (logger with sonde-AT400): nothing drives it", WithPin("U6", "Y", pin => pin with { DrivesV = null }));

    [Fact]
    public void Three_volts_on_the_modem_s_1V8_pin_are_found() => Finds("U13 A1 puts 3.3 V on U12 RXD, which takes 0 to 2 V", WithPin("U13", "A1", pin => pin with { DrivesV = 3.3 }));

    [Fact]
    public void A_sonde_that_does_not_bear_12_V_is_found() => Finds("puts 12 V on S-Y4000 supply", WithPin("S-Y4000", "supply", pin => pin with { AcceptsMaxV = 5.5 }));

    [Fact]
    public void An_RS485_sonde_on_a_5_V_logic_pin_is_found() => Finds("S-KELLER RS485A", WithPin("S-KELLER", "RS485A", pin => pin with { AcceptsMaxV = 1.8 }));

    [Fact]
    public void A_second_supply_on_a_rail_is_found() => Finds("fed by U8 and J5", WithPin("J5", "1", pin => pin with { Role = "source", DrivesV = 3.3 }));

    [Fact]
    public void A_connector_pin_with_two_nets_is_found() => Finds("connector J2.3: carries", WithPin("S-AT400", "RS485 (-)", pin => pin with { Connector = "J2.3" }));

    [Fact]
    public void Two_wires_of_one_colour_in_a_sonde_cable_are_found() => Finds("S-AT400: two blue wires", WithPin("S-AT400", "RS485 (-)", pin => pin with { CableColour = "blue" }));

    [Fact]
    public void A_part_with_supply_and_no_ground_is_found() => Finds("U4: has a supply and no ground", Set with { Wiring = [.. Set.Wiring.Where(pin => pin is not { Part: "U4", Pin: "VSS" })] });

    [Fact]
    public void A_regulator_above_its_current_is_found() => Finds("rail 12V_SONDE: 290 mA at the peak with Y4000, U9 gives 200 mA",
        Set with { Rails = Changed(Set.Rails, rail => rail.Rail == "12V_SONDE", rail => rail with { LimitMa = 200 }) });

    [Fact]
    public void A_battery_above_a_regulator_s_input_is_found() => Finds("rail 3V3: U8 takes 3.4 to 12 V, LFP12 gives 10 to 14.6 V",
        Set with { Rails = Changed(Set.Rails, rail => rail.Rail == "3V3", rail => rail with { InputMaxV = 12 }) });

    [Fact]
    public void A_battery_too_weak_for_the_radio_is_found() => Finds("2LSH20 with AT400",
        Set with { Batteries = Changed(Set.Batteries, one => one.Battery == "2LSH20", one => one with { MaximumMa = 100 }) });

    [Fact]
    public void A_part_missing_from_the_bill_is_found() => Finds("U6: is wired or placed, but not in the bill of materials", Set with { Parts = [.. Set.Parts.Where(part => part.Reference != "U6")] });

    [Fact]
    public void A_part_that_is_nowhere_used_is_found() => Finds("V1: is in the bill of materials, but neither wired nor placed", Set with { Assembly = [.. Set.Assembly.Where(place => place.Part != "V1")] });

    [Fact]
    public void Two_parts_at_one_I2C_address_are_found() => Finds("I2C address 0x68 on the logger: U3 and U4",
        Set with { Parts = Changed(Set.Parts, part => part.Reference == "U4", part => part with { I2cAddress = "0x68" }) });

    [Fact]
    public void A_part_that_freezes_in_winter_is_found() => Finds("D4: works from 0 to 85 degC",
        Set with { Parts = Changed(Set.Parts, part => part.Reference == "D4", part => part with { TemperatureMinC = 0 }) });

    private static void Finds(string words, HardwareSet set) => Assert.Contains(HardwareCheck.Findings(set), finding => finding.Contains(words, StringComparison.Ordinal));
}

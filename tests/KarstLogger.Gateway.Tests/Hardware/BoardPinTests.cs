using System.Globalization;
using System.Reflection;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes;
using KarstLogger.Gateway.Hardware;
using static KarstLogger.Gateway.Tests.Hardware.HardwareFolder;

namespace KarstLogger.Gateway.Tests.Hardware;

/// <summary>What the firmware believes of the board is what the tables say.</summary>
public class BoardPinTests
{
    [Fact]
    public void The_firmware_s_pins_are_the_pin_map_s()
    {
        SortedDictionary<string, int> firmware = [];
        foreach (FieldInfo field in typeof(BoardPins).GetFields())
            firmware[field.Name] = (int)field.GetRawConstantValue()!;
        SortedDictionary<string, int> map = [];
        foreach (PinUse use in Set.Pins.Where(use => use.Board == "logger" && use.Constant.Length > 0))
            map[use.Constant] = use.Gpio;
        Assert.Equal(map, firmware);
    }

    [Theory]
    [InlineData("U3", BoardParts.ClockAddress)]
    [InlineData("U4", BoardParts.FramAddress)]
    [InlineData("U5", BoardParts.TipCounterAddress)]
    [InlineData("U7", BoardParts.BarometerAddress)]
    public void The_firmware_s_I2C_addresses_are_the_bill_s(string part, int address) =>
        Assert.Equal(Set.Parts.Single(one => one.Reference == part).I2cAddress, string.Create(CultureInfo.InvariantCulture, $"0x{address:x2}"));

    [Fact]
    public void The_battery_divider_is_the_one_on_the_board()
    {
        // R1 is 1 Mohm over 150 kohm: 1150 / 150 = 7.6667.
        Assert.Equal("1M/150k 1 %", Set.Parts.Single(one => one.Reference == "R1").PartNumber);
        Assert.Equal(7667, BoardParts.BatteryDividerThousandths);
    }

    [Fact]
    public void The_power_budget_uses_the_firmware_s_times()
    {
        List<string> compared = [];
        foreach (SondeDuty duty in Set.Sondes)
        {
            LoggerConfiguration configuration = new() { Sonde = duty.Model };
            Assert.Equal(configuration.BurstCount, duty.Burst);
            if (SondeCatalogue.Create(configuration, null, null) is not { } sonde)
                continue;
            SondeProfile profile = sonde.Profile;
            Assert.Equal((profile.PowerOnMs, profile.WarmUpMs, profile.StaleFirstMs, profile.MeasureMs), (duty.PowerOnMs, duty.WarmUpMs, duty.StaleFirstMs, duty.MeasureMs));
            compared.Add(duty.Model);
        }
        Assert.Equal(["aquatroll400", "y4000", "keller", "hydros21"], compared);
    }
}

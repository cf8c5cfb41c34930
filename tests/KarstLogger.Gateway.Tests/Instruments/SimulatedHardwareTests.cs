#if KARST_FEED_FULL
using System.Device.Gpio;
using System.Device.I2c;
using KarstLogger.Gateway.Instruments;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Instruments;

/// <summary>
/// The adapter with the real System.Device.Gpio and Iot.Device.Bindings on devices that answer register by register. Compiled with the full feed only: without the
/// packages there is nothing to run (docs/decisions/0010).
/// </summary>
public class SimulatedHardwareTests
{
    private static readonly InstrumentSettings Settings = new(1, 1, 0x76, 17, 200, 27, 0x40, ShuntMilliohm: 2);

    private readonly SimulatedBme280 barometer = new();
    private readonly SimulatedIna219 supply = new();
    private readonly SimulatedPins pins = new();
    private readonly SteppedTime time = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    [Fact]
    public void The_barometer_gives_the_datasheet_s_worked_example()
    {
        InstrumentReading reading = Instruments().Read();
        // Bosch BST-BMP280-DS001, section 3.12 (the BME280 has the same equations): raw 519888 and 415148 with the trimming values there give 25.08 degC and 100653.27 Pa
        // (64-bit integers; the 32-bit example there prints 100656). 25.08 is printed to 0.01 degC.
        Assert.Equal(ProbeStatus.Ok, reading.BarometerStatus);
        Assert.Equal(25.08, reading.AirDegreesCelsius, 0.005);
        Assert.Equal(100_653.27, reading.AirPressurePascals, 0.5);
    }

    [Fact]
    public void The_supply_monitor_gives_the_datasheet_s_worked_example()
    {
        InstrumentReading reading = Instruments().Read();
        // TI SBOS448, table 8: bus register 5D98h is 11.98 V, shunt register 07D0h is 20 mV, over 2 milliohm 10 A.
        Assert.Equal(ProbeStatus.Ok, reading.SupplyStatus);
        Assert.Equal(11.98, reading.SupplyVolts, 1e-9);
        Assert.Equal(10.0, reading.SupplyAmperes, 1e-9);
    }

    [Fact]
    public void Falling_edges_on_the_pin_are_tips_without_their_bounces()
    {
        GatewayInstruments instruments = Instruments();
        Assert.Equal(0, instruments.Read().RainTips);
        foreach (int waitMs in (int[])[0, 3, 90, 1400, 5])
        {
            time.Advance(TimeSpan.FromMilliseconds(waitMs));
            pins.Fall(17);
        }
        Assert.Equal((ProbeStatus.Ok, 2L), (instruments.Read().RainStatus, instruments.Read().RainTips));
    }

    [Fact]
    public void A_barometer_pulled_out_is_silent_and_comes_back_when_plugged_in()
    {
        GatewayInstruments instruments = Instruments();
        Assert.Equal(ProbeStatus.Ok, instruments.Read().BarometerStatus);
        barometer.IsPlugged = false;
        InstrumentReading without = instruments.Read();
        Assert.Equal((ProbeStatus.Silent, ProbeStatus.Ok, false), (without.BarometerStatus, without.SupplyStatus, without.IsSound));
        barometer.IsPlugged = true;
        Assert.Equal(ProbeStatus.Ok, instruments.Read().BarometerStatus);
    }

    [Fact]
    public void What_never_answered_is_not_fitted()
    {
        barometer.IsPlugged = false;
        Assert.Equal(ProbeStatus.NotFitted, Instruments().Read().BarometerStatus);
        barometer.IsPlugged = true;
        barometer.Registers[0xD0] = 0x58; // a BMP280 in the place of the BME280
        Assert.Equal(ProbeStatus.NotFitted, Instruments().Read().BarometerStatus);
    }

    [Fact]
    public void A_raw_value_that_is_no_air_pressure_is_out_of_range()
    {
        barometer.PutPressure(0xFFFFF);
        Assert.Equal(ProbeStatus.OutOfRange, Instruments().Read().BarometerStatus);
    }

    [Fact]
    public void A_machine_without_pins_has_no_rain_gauge_and_no_LED_and_does_not_fail()
    {
        GatewayInstruments instruments = new(Settings, Bus, () => throw new PlatformNotSupportedException(), time);
        Assert.Equal(ProbeStatus.NotFitted, instruments.Read().RainStatus);
        instruments.ShowSound(true);
    }

    [Fact]
    public void The_real_openers_on_this_machine_without_a_bus_say_not_fitted()
    {
        InstrumentSettings absent = Settings with { I2cBus = 22 };
        InstrumentReading reading = InstrumentAccess.Of(absent, time).Read();
        Assert.Equal((ProbeStatus.NotFitted, ProbeStatus.NotFitted), (reading.BarometerStatus, reading.SupplyStatus));
    }

    [Fact]
    public void The_LED_follows_what_is_shown()
    {
        GatewayInstruments instruments = Instruments();
        instruments.ShowSound(true);
        Assert.Equal(PinValue.High, pins.Values[27]);
        instruments.ShowSound(false);
        Assert.Equal(PinValue.Low, pins.Values[27]);
    }

    private GatewayInstruments Instruments() => new(Settings, Bus, () => new GpioController(pins), time);

    private I2cDevice Bus(int address) => address switch
    {
        0x76 => barometer,
        0x40 => supply,
        _ => throw new IOException($"nothing at {address}"),
    };
}
#endif

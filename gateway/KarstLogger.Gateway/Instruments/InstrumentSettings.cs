using System.Globalization;
using KarstLogger.Gateway.Stations;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Instruments;

/// <summary>The section <c>[instruments]</c> of a station file: what hangs at the gateway itself (docs/how-to/gateway-instruments.md).</summary>
/// <param name="LoggerId">The name under which its samples are archived.</param>
/// <param name="I2cBus">I2C bus of barometer and supply monitor, 0 to 22.</param>
/// <param name="BarometerAddress">7-bit address of a BME280; absent where none is wired.</param>
/// <param name="TippingBucketGpio">BCM number of the rain gauge's pin, 2 to 27; absent where none is wired.</param>
/// <param name="DebounceMs">Edges this close to a counted tip belong to it, ms.</param>
/// <param name="StatusLedGpio">BCM number of the LED's pin; absent where none is wired.</param>
/// <param name="SupplyAddress">7-bit address of an INA219; absent where none is wired.</param>
/// <param name="ShuntMilliohm">Its shunt, milliohm.</param>
public sealed record InstrumentSettings(
    uint LoggerId, int I2cBus, int? BarometerAddress, int? TippingBucketGpio, int DebounceMs, int? StatusLedGpio, int? SupplyAddress, double ShuntMilliohm)
{
    /// <summary>Pin of the rain gauge on the wiring drawing of the gateway.</summary>
    public const int TippingBucketGpioUsual = 17;

    /// <summary>Pin of the LED on the wiring drawing of the gateway.</summary>
    public const int StatusLedGpioUsual = 27;

    // A 0.2 mm bucket tips every 1.4 s in 500 mm/h, the heaviest rain that we allow for; a reed's contact lasts about 0.1 s (assumed).
    private const int DebounceMsUsual = 200, DebounceMsMost = 1000;

    // The shunt soldered on the usual INA219 boards.
    private const double ShuntMilliohmUsual = 100;

    /// <summary>Reads the section; faults are added to its text. Null where there is no section.</summary>
    public static InstrumentSettings? Read(ConfigSection? section)
    {
        if (section is null)
            return null;
        string logger = section.Text("logger");
        if (!Wire.LoggerId.TryParse(logger, out uint id) || ImportLogger.IsImport(id))
        {
            if (logger.Length > 0)
                section.Refuse("logger", $"'{logger}' is no logger; permitted: kl- and 8 hexadecimal digits from kl-00000000 to kl-efffffff");
        }
        int? rain = Pin(section, "tipping_bucket_gpio"), led = Pin(section, "status_led_gpio");
        if (rain is not null && rain == led)
            section.Refuse("status_led_gpio", $"'{led}' is the rain gauge's pin already");
        return new InstrumentSettings(
            id, section.Integer("i2c_bus", 0, 22, 1), Address(section, "bme280_address", 0x76, 0x77), rain, section.Integer("debounce_ms", 1, DebounceMsMost, DebounceMsUsual),
            led, Address(section, "ina219_address", 0x40, 0x4F), section.OptionalNumber("shunt_milliohm", 0.1, 10_000) ?? ShuntMilliohmUsual);
    }

    private static int? Pin(ConfigSection section, string key) => section.Has(key) ? section.Integer(key, 2, 27, 2) : null;

    private static int? Address(ConfigSection section, string key, int least, int most)
    {
        if (!section.Has(key))
            return null;
        string text = section.Text(key);
        if (text.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int address) && address >= least && address <= most)
            return address;
        section.Refuse(key, $"'{text}' is no address; permitted: 0x{least:x2} to 0x{most:x2}");
        return null;
    }
}

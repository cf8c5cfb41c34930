using System.Device.Gpio;
using System.Device.I2c;
using Iot.Device.Adc;
using Iot.Device.Bmxx80;
using Iot.Device.Bmxx80.ReadResult;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Instruments;

/// <summary>
/// Barometer, rain gauge, supply monitor and LED through System.Device.Gpio and Iot.Device.Bindings. A part that has never answered is <c>not fitted</c>; one that did
/// and stops is <c>silent</c>, and is opened anew at each reading. Nothing here throws at the caller. Where the package feed lacks the packages this class is compiled
/// against the signatures in build/contract-stubs and never used.
/// </summary>
public sealed class GatewayInstruments(InstrumentSettings settings, Func<int, I2cDevice> openI2c, Func<GpioController> openGpio, TimeProvider time)
{
    // What the parts can measure: BME280 datasheet BST-BME280-DS002, table 1 (300 to 1100 hPa); INA219 as Iot.Device reads it (15 bits of 0.5 mV: 16.38 V).
    private const double PressureLeast = 30_000, PressureMost = 110_000, SupplyVoltsMost = 16.38;

    private readonly TipDebounce _tips = new(time, TimeSpan.FromMilliseconds(settings.DebounceMs));
    private I2cDevice? _barometerBus, _supplyBus;
    private Bme280? _barometer;
    private Ina219? _supply;
    private GpioController? _gpio;
    private bool _barometerSeen, _supplySeen, _ledBroken;

    /// <summary>One reading of everything that is wired.</summary>
    public InstrumentReading Read()
    {
        InstrumentReading reading = new();
        if (settings.TippingBucketGpio is not null)
            reading = reading with { RainStatus = OpenPins() ? ProbeStatus.Ok : ProbeStatus.NotFitted, RainTips = _tips.Tips };
        if (settings.BarometerAddress is { } barometer)
            reading = ReadBarometer(reading, barometer);
        return settings.SupplyAddress is { } supply ? ReadSupply(reading, supply) : reading;
    }

    /// <summary>LED on or off; without one nothing happens.</summary>
    public void ShowSound(bool sound)
    {
        if (settings.StatusLedGpio is not { } led || _ledBroken || !OpenPins())
            return;
        try
        {
            _gpio!.Write(led, sound ? PinValue.High : PinValue.Low);
        }
        catch (Exception fault) when (IsHardwareFault(fault))
        {
            _ledBroken = true;
        }
    }

    private bool OpenPins()
    {
        if (_gpio is not null)
            return true;
        try
        {
            GpioController gpio = openGpio();
            if (settings.TippingBucketGpio is { } rain)
            {
                gpio.OpenPin(rain, PinMode.Input);
                gpio.RegisterCallbackForPinValueChangedEvent(rain, PinEventTypes.Falling, (_, _) => _tips.Edge());
            }
            if (settings.StatusLedGpio is { } led)
                gpio.OpenPin(led, PinMode.Output);
            _gpio = gpio;
            return true;
        }
        catch (Exception fault) when (IsHardwareFault(fault))
        {
            return false;
        }
    }

    private InstrumentReading ReadBarometer(InstrumentReading reading, int address)
    {
        try
        {
            _barometer ??= new Bme280(_barometerBus = openI2c(address));
            Bme280ReadResult air = _barometer.Read();
            _barometerSeen = true;
            if (air.Pressure is not { } pressure || air.Temperature is not { } temperature)
                return reading with { BarometerStatus = ProbeStatus.Rejected };
            if (pressure.Pascals is not (>= PressureLeast and <= PressureMost))
                return reading with { BarometerStatus = ProbeStatus.OutOfRange };
            return reading with
            {
                BarometerStatus = ProbeStatus.Ok, AirPressurePascals = pressure.Pascals, AirDegreesCelsius = temperature.DegreesCelsius, AirRelativeHumidityPercent = air.Humidity?.Percent ?? 0,
            };
        }
        catch (Exception fault) when (IsHardwareFault(fault))
        {
            _barometerBus?.Dispose(); // Bme280 would dispose it too; where its constructor has failed there is none
            (_barometer, _barometerBus) = (null, null);
            return reading with { BarometerStatus = _barometerSeen ? ProbeStatus.Silent : ProbeStatus.NotFitted };
        }
    }

    private InstrumentReading ReadSupply(InstrumentReading reading, int address)
    {
        try
        {
            _supply ??= new Ina219(_supplyBus = openI2c(address));
            double volts = _supply.ReadBusVoltage().Volts, shuntVolts = _supply.ReadShuntVoltage().Volts;
            _supplySeen = true;
            if (volts is not (>= 0 and <= SupplyVoltsMost))
                return reading with { SupplyStatus = ProbeStatus.OutOfRange };
            return reading with { SupplyStatus = ProbeStatus.Ok, SupplyVolts = volts, SupplyAmperes = shuntVolts / (settings.ShuntMilliohm / 1000) };
        }
        catch (Exception fault) when (IsHardwareFault(fault))
        {
            _supplyBus?.Dispose();
            (_supply, _supplyBus) = (null, null);
            return reading with { SupplyStatus = _supplySeen ? ProbeStatus.Silent : ProbeStatus.NotFitted };
        }
    }

    // What System.Device.Gpio says of an absent bus, chip or right; everything else is a fault of ours.
    private static bool IsHardwareFault(Exception fault) =>
        fault is IOException or UnauthorizedAccessException or PlatformNotSupportedException or NotSupportedException or TimeoutException or InvalidOperationException or DllNotFoundException;
}

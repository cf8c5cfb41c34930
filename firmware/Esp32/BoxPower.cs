using System.Device.Adc;
using System.Device.Gpio;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Modem;
using KarstLogger.Firmware.Core.Ports;
using nanoFramework.Hardware.Esp32;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>Battery, switched supplies and the reason of this start, on the KL-1 board.</summary>
    public class BoxPower : IPower, IModemSupply
    {
        private const int AdcChannelOfBattery = 0;
        private const int AdcSteps = 4095;

        // The converter's noise is about 10 steps; sixteen readings bring it below the step of the frame's field.
        private const int BatteryReadings = 16;

        private readonly GpioPin _peripherals;
        private readonly GpioPin _sonde;
        private readonly GpioPin _modem;
        private readonly AdcChannel _battery;
        private readonly int _fullScaleMillivolts;

        /// <summary>Switches the peripherals on. <paramref name="fullScaleMillivolts"/> is what the converter's largest number means at its pin (set once with a meter).</summary>
        public BoxPower(GpioController gpio, int fullScaleMillivolts)
        {
            _fullScaleMillivolts = fullScaleMillivolts;
            _sonde = Off(gpio, BoardPins.SondeEnable);
            _modem = Off(gpio, BoardPins.ModemEnable);
            _peripherals = Off(gpio, BoardPins.PeripheralsEnable);
            _peripherals.Write(PinValue.High);
            Configuration.SetPinFunction(BoardPins.BatterySense, DeviceFunction.ADC1_CH0);
            _battery = new AdcController().OpenChannel(AdcChannelOfBattery);
        }

        /// <inheritdoc/>
        public ResetReason Reset
        {
            get
            {
                // The runtime does not tell a brown-out or a crash from the supply coming back.
                Sleep.WakeupCause cause = Sleep.GetWakeupCause();
                if (cause == Sleep.WakeupCause.Timer)
                    return ResetReason.DeepSleepTimer;
                return cause == Sleep.WakeupCause.Ext0 || cause == Sleep.WakeupCause.Ext1 ? ResetReason.DeepSleepPin : ResetReason.PowerOn;
            }
        }

        /// <inheritdoc/>
        public int BatteryMillivolts()
        {
            int sum = 0;
            for (int i = 0; i < BatteryReadings; i++)
                sum += _battery.ReadValue();
            long atPinMicrovolts = (long)sum * _fullScaleMillivolts * 1000 / (BatteryReadings * AdcSteps);
            return (int)(atPinMicrovolts * BoardParts.BatteryDividerThousandths / 1000000);
        }

        /// <inheritdoc/>
        public void SondeRail(bool on)
        {
            _sonde.Write(on ? PinValue.High : PinValue.Low);
        }

        /// <inheritdoc/>
        public void ModemRail(bool on)
        {
            _modem.Write(on ? PinValue.High : PinValue.Low);
        }

        /// <summary>Everything off, before the box sleeps.</summary>
        public void AllOff()
        {
            _sonde.Write(PinValue.Low);
            _modem.Write(PinValue.Low);
            _peripherals.Write(PinValue.Low);
        }

        private static GpioPin Off(GpioController gpio, int pin)
        {
            GpioPin opened = gpio.OpenPin(pin, PinMode.Output);
            opened.Write(PinValue.Low);
            return opened;
        }
    }
}

using System.Device.Gpio;
using System.Threading;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Field;
using KarstLogger.Firmware.Core.Field.Page;
using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>The one button and the one LED.</summary>
    public class BoxButton
    {
        private const int LookEveryMs = 20;

        private readonly GpioPin _button;
        private readonly GpioPin _led;
        private readonly IClock _clock;
        private readonly ButtonPress _press = new ButtonPress();
        private long _pressedSinceMs = -1;

        /// <summary>Takes the pins; the LED is off.</summary>
        public BoxButton(GpioController gpio, IClock clock)
        {
            _clock = clock;
            _button = gpio.OpenPin(BoardPins.Button, PinMode.Input);
            _led = gpio.OpenPin(BoardPins.StatusLed, PinMode.Output);
            _led.Write(PinValue.Low);
        }

        /// <summary>Looks once, for a loop that does other things too. The LED is the loop's.</summary>
        public ButtonWish Look()
        {
            return _press.See(_button.Read() == PinValue.Low, _clock.ElapsedMs);
        }

        /// <summary>Stays with a press that woke the box until it is known what it asks for. The LED follows the finger: dark, breathing from 3 s on, fast from 10 s on and while the reset waits for its confirmation.</summary>
        public ButtonWish Watch()
        {
            ButtonWish wish = ButtonWish.None;
            bool wasSeen = false;
            do
            {
                bool isPressed = _button.Read() == PinValue.Low;
                wasSeen |= isPressed;
                ButtonWish seen = _press.See(isPressed, _clock.ElapsedMs);
                if (seen != ButtonWish.None && seen != ButtonWish.ConfirmReset)
                    wish = seen;
                Follow(isPressed);
                Thread.Sleep(LookEveryMs);
            }
            while (!_press.IsIdle && wish == ButtonWish.None);
            _led.Write(PinValue.Low);
            // The button woke the box and was let go before the program ran: a short press.
            return wasSeen ? wish : ButtonWish.Status;
        }

        /// <summary>Shows a code for this moment.</summary>
        public void Show(int code)
        {
            _led.Write(LedCode.IsOn(code, _clock.ElapsedMs) ? PinValue.High : PinValue.Low);
        }

        /// <summary>Off.</summary>
        public void Dark()
        {
            _led.Write(PinValue.Low);
        }

        private void Follow(bool isPressed)
        {
            if (!isPressed)
                _pressedSinceMs = -1;
            else if (_pressedSinceMs < 0)
                _pressedSinceMs = _clock.ElapsedMs;
            long heldMs = _pressedSinceMs < 0 ? 0 : _clock.ElapsedMs - _pressedSinceMs;
            // Let go and not idle: the network reset waits for its confirmation.
            if (heldMs >= ButtonPress.ResetMsLeast || (!isPressed && !_press.IsIdle))
                Show(LedCode.Fast);
            else if (heldMs >= ButtonPress.AccessPointMsLeast)
                Show(LedCode.Breathing);
            else
                _led.Write(PinValue.Low);
        }
    }
}

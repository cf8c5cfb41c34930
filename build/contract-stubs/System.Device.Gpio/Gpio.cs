// The members of System.Device.Gpio 4.2.0 that GatewayInstruments uses, with their public signatures. Every body throws.
namespace System.Device.Gpio
{
    internal static class Signature
    {
        public static NotSupportedException Only => new("This assembly holds System.Device.Gpio's signatures only; build with KarstFeed=full to use instruments.");
    }

    public enum PinMode
    {
        Input,
        Output,
    }

    [Flags]
    public enum PinEventTypes
    {
        None = 0,
        Rising = 1,
        Falling = 2,
    }

    public readonly struct PinValue
    {
        public static PinValue High => throw Signature.Only;

        public static PinValue Low => throw Signature.Only;
    }

    public class PinValueChangedEventArgs : EventArgs
    {
        private PinValueChangedEventArgs() => throw Signature.Only;
    }

    public delegate void PinChangeEventHandler(object sender, PinValueChangedEventArgs pinValueChangedEventArgs);

    public class GpioPin
    {
        private GpioPin() => throw Signature.Only;
    }

    public class GpioController : IDisposable
    {
        public GpioPin OpenPin(int pinNumber, PinMode mode) => throw Signature.Only;

        public virtual void RegisterCallbackForPinValueChangedEvent(int pinNumber, PinEventTypes eventTypes, PinChangeEventHandler callback) => throw Signature.Only;

        public virtual void Write(int pinNumber, PinValue value) => throw Signature.Only;

        public void Dispose() => throw Signature.Only;
    }
}

namespace System.Device.I2c
{
    public sealed class I2cConnectionSettings
    {
        public I2cConnectionSettings(int busId, int deviceAddress) => throw Gpio.Signature.Only;
    }

    public abstract class I2cDevice : IDisposable
    {
        public static I2cDevice Create(I2cConnectionSettings settings) => throw Gpio.Signature.Only;

        public void Dispose() => throw Gpio.Signature.Only;
    }
}

// nanoFramework.System.Device.Gpio 1.1.62, .Adc 1.1.24, .I2c 1.1.29 and CoreLibrary 1.17.11 (SpanByte).
namespace System
{
    public struct SpanByte
    {
        public SpanByte(byte[] array) => throw KarstLogger.SignatureOnly.Fault;
    }
}

namespace System.Device.Gpio
{
    public enum PinMode
    {
        Input = 0,
        Output = 3,
    }

    public struct PinValue
    {
        public static PinValue High => throw KarstLogger.SignatureOnly.Fault;

        public static PinValue Low => throw KarstLogger.SignatureOnly.Fault;

        public static bool operator ==(PinValue a, PinValue b) => throw KarstLogger.SignatureOnly.Fault;

        public static bool operator !=(PinValue a, PinValue b) => throw KarstLogger.SignatureOnly.Fault;

        public override bool Equals(object obj) => throw KarstLogger.SignatureOnly.Fault;

        public override int GetHashCode() => throw KarstLogger.SignatureOnly.Fault;
    }

    public sealed class GpioPin : IDisposable
    {
        internal GpioPin() => throw KarstLogger.SignatureOnly.Fault;

        public PinValue Read() => throw KarstLogger.SignatureOnly.Fault;

        public void Write(PinValue value) => throw KarstLogger.SignatureOnly.Fault;

        public void Dispose() => throw KarstLogger.SignatureOnly.Fault;
    }

    public sealed class GpioController : IDisposable
    {
        public GpioPin OpenPin(int pinNumber, PinMode mode) => throw KarstLogger.SignatureOnly.Fault;

        public void Dispose() => throw KarstLogger.SignatureOnly.Fault;
    }
}

namespace System.Device.Adc
{
    public class AdcController
    {
        public virtual AdcChannel OpenChannel(int channelNumber) => throw KarstLogger.SignatureOnly.Fault;
    }

    public class AdcChannel : IDisposable
    {
        internal AdcChannel() => throw KarstLogger.SignatureOnly.Fault;

        public virtual int ReadValue() => throw KarstLogger.SignatureOnly.Fault;

        public void Dispose() => throw KarstLogger.SignatureOnly.Fault;
    }
}

namespace System.Device.I2c
{
    public enum I2cBusSpeed
    {
        StandardMode = 0,
        FastMode = 1,
    }

    public enum I2cTransferStatus
    {
        UnknownError = 0,
        FullTransfer = 1,
    }

    public sealed class I2cConnectionSettings
    {
        public I2cConnectionSettings(int busId, int deviceAddress, I2cBusSpeed busSpeed) => throw KarstLogger.SignatureOnly.Fault;
    }

    public struct I2cTransferResult
    {
        public I2cTransferStatus Status => throw KarstLogger.SignatureOnly.Fault;
    }

    public class I2cDevice : IDisposable
    {
        internal I2cDevice() => throw KarstLogger.SignatureOnly.Fault;

        public static I2cDevice Create(I2cConnectionSettings settings) => throw KarstLogger.SignatureOnly.Fault;

        public I2cTransferResult Read(SpanByte buffer) => throw KarstLogger.SignatureOnly.Fault;

        public I2cTransferResult Write(SpanByte buffer) => throw KarstLogger.SignatureOnly.Fault;

        public I2cTransferResult WriteRead(SpanByte writeBuffer, SpanByte readBuffer) => throw KarstLogger.SignatureOnly.Fault;

        public void Dispose() => throw KarstLogger.SignatureOnly.Fault;
    }
}

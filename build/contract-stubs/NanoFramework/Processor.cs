// nanoFramework.Hardware.Esp32 1.6.40, nanoFramework.Runtime.Native 1.7.11, nanoFramework.System.IO.FileSystem 1.1.93 (the card).
using System;

namespace nanoFramework.Hardware.Esp32
{
    public enum DeviceFunction
    {
        SPI1_MOSI = 65792,
        SPI1_MISO = 65793,
        SPI1_CLOCK = 65794,
        I2C1_DATA = 131328,
        I2C1_CLOCK = 131329,
        COM2_TX = 197120,
        COM2_RX = 197121,
        COM2_RTS = 197122,
        COM3_TX = 197376,
        COM3_RX = 197377,
        ADC1_CH0 = 327936,
    }

    public enum EspNativeError
    {
        OK = 0,
        FAIL = -1,
    }

    public class Configuration
    {
        public static void SetPinFunction(int pin, DeviceFunction value) => throw KarstLogger.SignatureOnly.Fault;
    }

    public class HighResTimer : IDisposable
    {
        public static ulong GetCurrent() => throw KarstLogger.SignatureOnly.Fault;

        public void Dispose() => throw KarstLogger.SignatureOnly.Fault;
    }

    public class Sleep
    {
        public enum WakeupCause
        {
            Undefined = 0,
            Ext0 = 2,
            Ext1 = 3,
            Timer = 4,
        }

        public enum WakeupGpioPin : ulong
        {
            None = 0,
            Pin39 = 549755813888,
        }

        public static EspNativeError EnableWakeupByTimer(TimeSpan time) => throw KarstLogger.SignatureOnly.Fault;

        public static EspNativeError EnableWakeupByPin(WakeupGpioPin pin, int level) => throw KarstLogger.SignatureOnly.Fault;

        public static EspNativeError StartLightSleep() => throw KarstLogger.SignatureOnly.Fault;

        public static void StartDeepSleep() => throw KarstLogger.SignatureOnly.Fault;

        public static WakeupCause GetWakeupCause() => throw KarstLogger.SignatureOnly.Fault;
    }
}

namespace nanoFramework.Runtime.Native
{
    public enum RebootOption
    {
        NormalReboot = 0,
    }

    public class Power
    {
        public static void RebootDevice(RebootOption rebootOption = RebootOption.NormalReboot) => throw KarstLogger.SignatureOnly.Fault;
    }

    public static class Rtc
    {
        public static bool SetSystemTime(DateTime time) => throw KarstLogger.SignatureOnly.Fault;
    }
}

namespace nanoFramework.System.IO.FileSystem
{
    public class CardDetectParameters
    {
    }

    public class SDCardSpiParameters
    {
        public uint slotIndex;
        public uint spiBus;
        public uint chipSelectPin;
    }

    public class SDCard : IDisposable
    {
        public SDCard(SDCardSpiParameters spiParameters, CardDetectParameters cdParameters = null) => throw KarstLogger.SignatureOnly.Fault;

        public bool IsMounted => throw KarstLogger.SignatureOnly.Fault;

        public void Mount() => throw KarstLogger.SignatureOnly.Fault;

        public void Unmount() => throw KarstLogger.SignatureOnly.Fault;

        public void Dispose() => throw KarstLogger.SignatureOnly.Fault;
    }
}

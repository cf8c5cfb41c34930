using System.Device.I2c;

// The members of Iot.Device.Bindings 4.2.0 and of the UnitsNet that it brings, as far as GatewayInstruments uses them. Every body throws.
namespace UnitsNet
{
    internal static class Signature
    {
        public static NotSupportedException Only => new("This assembly holds the signatures of Iot.Device.Bindings only; build with KarstFeed=full to use instruments.");
    }

    public readonly struct Temperature
    {
        public double DegreesCelsius => throw Signature.Only;
    }

    public readonly struct Pressure
    {
        public double Pascals => throw Signature.Only;
    }

    public readonly struct RelativeHumidity
    {
        public double Percent => throw Signature.Only;
    }

    public readonly struct ElectricPotential
    {
        public double Volts => throw Signature.Only;
    }
}

namespace Iot.Device.Bmxx80.ReadResult
{
    public class Bmp280ReadResult
    {
        public UnitsNet.Temperature? Temperature => throw UnitsNet.Signature.Only;

        public UnitsNet.Pressure? Pressure => throw UnitsNet.Signature.Only;
    }

    public class Bme280ReadResult : Bmp280ReadResult
    {
        public UnitsNet.RelativeHumidity? Humidity => throw UnitsNet.Signature.Only;
    }
}

namespace Iot.Device.Bmxx80
{
    public class Bme280 : IDisposable
    {
        public Bme280(I2cDevice i2cDevice) => throw UnitsNet.Signature.Only;

        public ReadResult.Bme280ReadResult Read() => throw UnitsNet.Signature.Only;

        public void Dispose() => throw UnitsNet.Signature.Only;
    }
}

namespace Iot.Device.Adc
{
    public class Ina219 : IDisposable
    {
        public Ina219(I2cDevice i2cDevice) => throw UnitsNet.Signature.Only;

        public UnitsNet.ElectricPotential ReadBusVoltage() => throw UnitsNet.Signature.Only;

        public UnitsNet.ElectricPotential ReadShuntVoltage() => throw UnitsNet.Signature.Only;

        public void Dispose() => throw UnitsNet.Signature.Only;
    }
}

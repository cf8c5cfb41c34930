using System.Device.Gpio;
using System.Device.I2c;
using KarstLogger.Gateway.Mqtt;

namespace KarstLogger.Gateway.Instruments;

/// <summary>How the instruments are reached, if at all.</summary>
/// <param name="Read">Takes one reading; never throws.</param>
/// <param name="ShowSound">LED on where all is well, off where not.</param>
/// <param name="Why">What is used, or why nothing is, for the log.</param>
public sealed record InstrumentAccess(Func<InstrumentReading> Read, Action<bool> ShowSound, string Why)
{
    /// <summary>The access that this build has: the field packages of the full feed, or nothing with the partial one.</summary>
    public static InstrumentAccess Of(InstrumentSettings settings, TimeProvider time) => MqttEngines.KarstFeed == "full" ? Fitted(settings, time) : NotFitted;

    private static InstrumentAccess NotFitted { get; } =
        new(() => InstrumentReading.NotFitted, _ => { }, "not fitted: this program was built from a package feed without System.Device.Gpio (docs/decisions/0010)");

    // A method of its own: without the packages it is never entered and their types are never loaded.
    private static InstrumentAccess Fitted(InstrumentSettings settings, TimeProvider time)
    {
        GatewayInstruments instruments = new(settings, address => I2cDevice.Create(new I2cConnectionSettings(settings.I2cBus, address)), () => new GpioController(), time);
        return new InstrumentAccess(instruments.Read, instruments.ShowSound, "System.Device.Gpio");
    }
}

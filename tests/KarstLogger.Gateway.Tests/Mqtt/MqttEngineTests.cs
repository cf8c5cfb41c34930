using KarstLogger.Gateway.Mqtt;

namespace KarstLogger.Gateway.Tests.Mqtt;

/// <summary>The contract with libmosquitto.</summary>
public sealed class LibMosquittoEngineTests : MqttEngineContract
{
    protected override IMqttEngine Create() => new LibMosquittoEngine();
}

/// <summary>The session with libmosquitto.</summary>
public sealed class LibMosquittoSessionTests : MqttSessionContract
{
    protected override IMqttEngine Create() => new LibMosquittoEngine();
}

#if KARST_FEED_FULL
/// <summary>The contract with MQTTnet; there is nothing to run it against where the package feed lacks MQTTnet.</summary>
public sealed class MqttNetEngineTests : MqttEngineContract
{
    protected override IMqttEngine Create() => new MqttNetEngine();
}

/// <summary>The session with MQTTnet.</summary>
public sealed class MqttNetSessionTests : MqttSessionContract
{
    protected override IMqttEngine Create() => new MqttNetEngine();
}
#endif

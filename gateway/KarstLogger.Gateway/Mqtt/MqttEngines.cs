using System.Reflection;

namespace KarstLogger.Gateway.Mqtt;

/// <summary>Which MQTT engine this build and this machine have.</summary>
public static class MqttEngines
{
    /// <summary>The package feed that this program was built with: <c>full</c> or <c>partial</c> (docs/decisions/0010-package-feed.md).</summary>
    public static string KarstFeed { get; } = typeof(MqttEngines).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .First(fact => fact.Key == "KarstFeed").Value!;

    /// <summary>The engines present, the preferred one first: MQTTnet where the feed carried it, libmosquitto where the library is installed.</summary>
    public static IReadOnlyList<Func<IMqttEngine>> Available { get; } = FindAvailable();

    /// <summary>Creates the preferred engine.</summary>
    /// <exception cref="MqttPrerequisiteMissingException">There is none: a partial build on a machine without libmosquitto.</exception>
    public static IMqttEngine Create() => Available.Count > 0 ? Available[0]() : new LibMosquittoEngine();

    private static List<Func<IMqttEngine>> FindAvailable()
    {
        List<Func<IMqttEngine>> found = [];
        if (KarstFeed == "full")
            found.Add(static () => new MqttNetEngine());
        if (LibMosquittoEngine.IsInstalled)
            found.Add(static () => new LibMosquittoEngine());
        return found;
    }
}

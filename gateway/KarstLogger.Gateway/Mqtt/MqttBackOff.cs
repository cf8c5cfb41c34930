namespace KarstLogger.Gateway.Mqtt;

/// <summary>
/// How long to wait before the next attempt to connect: 1 s, doubled up to 60 s, each time times a random factor between 0.5 and 1, so that
/// a fleet does not come back in one instant after a broker's restart.
/// </summary>
/// <param name="seed">Seed of the random factor; different for each client.</param>
public sealed class MqttBackOff(int seed)
{
    /// <summary>Delay before the second attempt, before the random factor, in seconds.</summary>
    public const double FirstSeconds = 1;

    /// <summary>Longest delay, in seconds: a broker that came back is noticed within a minute.</summary>
    public const double LongestSeconds = 60;

    private readonly Random chance = new(seed);
    private double nextSeconds = FirstSeconds;

    /// <summary>The delay to wait now; the following one is longer.</summary>
    public TimeSpan Next()
    {
        double seconds = nextSeconds * (0.5 + 0.5 * chance.NextDouble());
        nextSeconds = Math.Min(LongestSeconds, nextSeconds * 2);
        return TimeSpan.FromSeconds(seconds);
    }

    /// <summary>A connection was accepted: begin with the short delay again.</summary>
    public void Reset() => nextSeconds = FirstSeconds;
}

namespace KarstLogger.Gateway.Mqtt;

/// <summary>Topic filters with wildcards (OASIS MQTT 5.0, section 4.7).</summary>
public static class MqttTopicFilter
{
    private const string SharedPrefix = "$share/";

    /// <summary>
    /// True when <paramref name="topic"/> belongs to <paramref name="filter"/>: <c>+</c> stands for one level, a final <c>#</c> for the level above and
    /// any number below; neither reaches a topic that begins with <c>$</c>. Of a shared subscription <c>$share/group/filter</c> only the filter counts.
    /// </summary>
    public static bool Matches(string filter, string topic)
    {
        string[] wanted = OwnFilter(filter).Split('/');
        string[] levels = topic.Split('/');
        if (topic.StartsWith('$') && wanted[0] is "+" or "#")
            return false;
        for (int i = 0; i < wanted.Length; i++)
        {
            if (wanted[i] == "#")
                return true;
            if (i >= levels.Length || (wanted[i] != "+" && wanted[i] != levels[i]))
                return false;
        }
        return levels.Length == wanted.Length;
    }

    private static string OwnFilter(string filter)
    {
        if (!filter.StartsWith(SharedPrefix, StringComparison.Ordinal))
            return filter;
        int slash = filter.IndexOf('/', SharedPrefix.Length);
        return slash < 0 ? filter : filter[(slash + 1)..];
    }
}

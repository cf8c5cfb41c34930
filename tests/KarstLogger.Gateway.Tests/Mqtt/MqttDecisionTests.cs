using KarstLogger.Gateway.Mqtt;

namespace KarstLogger.Gateway.Tests.Mqtt;

public sealed class MqttDecisionTests
{
    // OASIS MQTT 5.0, section 4.7: the normative examples of 4.7.1.2, 4.7.1.3 and 4.7.2.
    [Theory]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/ranking", true)]
    [InlineData("sport/tennis/player1/#", "sport/tennis/player1/score/wimbledon", true)]
    [InlineData("sport/#", "sport", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1", true)]
    [InlineData("sport/tennis/+", "sport/tennis/player1/ranking", false)]
    [InlineData("sport/+", "sport", false)]
    [InlineData("sport/+", "sport/", true)]
    [InlineData("+/+", "/finance", true)]
    [InlineData("/+", "/finance", true)]
    [InlineData("+", "/finance", false)]
    [InlineData("#", "$SYS/monitor", false)]
    [InlineData("+/monitor/Clients", "$SYS/monitor/Clients", false)]
    [InlineData("$SYS/#", "$SYS/monitor", true)]
    [InlineData("$share/gw/karst/v1/+/up/data", "karst/v1/kl-0000a001/up/data", true)]
    [InlineData("$share/gw/karst/v1/+/up/data", "karst/v1/kl-0000a001/up/event", false)]
    public void A_topic_belongs_to_a_filter_as_the_standard_says(string filter, string topic, bool belongs) =>
        Assert.Equal(belongs, MqttTopicFilter.Matches(filter, topic));

    [Fact]
    public void The_pause_between_attempts_doubles_to_a_minute_and_starts_again_after_a_connection()
    {
        MqttBackOff backOff = new(seed: 7);
        // The documented course before the random factor, which lies between one half and one.
        double[] longestSeconds = [1, 2, 4, 8, 16, 32, 60, 60];
        foreach (double longest in longestSeconds)
            Assert.InRange(backOff.Next().TotalSeconds, longest / 2, longest);

        backOff.Reset();

        Assert.InRange(backOff.Next().TotalSeconds, 0.5, 1);
    }

    [Fact]
    public void Two_clients_do_not_come_back_in_the_same_instant() =>
        Assert.NotEqual(new MqttBackOff(seed: 1).Next(), new MqttBackOff(seed: 2).Next());

    [Fact]
    public void A_missing_broker_program_is_named_together_with_the_command_that_installs_it()
    {
        MqttPrerequisiteMissingException missing =
            Assert.Throws<MqttPrerequisiteMissingException>(() => PrivateBroker.RequiredPathOf("mosquitto-that-nobody-installed"));
        Assert.Contains("mosquitto-that-nobody-installed", missing.Message, StringComparison.Ordinal);
        Assert.Contains("./karst setup", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_engine_used_is_the_one_that_the_build_was_made_for()
    {
        string expected = MqttEngines.KarstFeed switch
        {
            "full" => "MQTTnet",
            "partial" => "libmosquitto",
            _ => "a feed that the build refuses",
        };
        Assert.StartsWith(expected, MqttEngines.Create().Name, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_is_not_printed_with_the_connection() =>
        Assert.DoesNotContain("secret", $"{new MqttConnection("localhost", 1883, "gateway") { Credentials = new("gateway", "secret") }}", StringComparison.Ordinal);
}

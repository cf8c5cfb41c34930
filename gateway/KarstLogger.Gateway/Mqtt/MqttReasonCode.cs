namespace KarstLogger.Gateway.Mqtt;

/// <summary>MQTT 5 reason codes (OASIS MQTT 5.0, section 2.4) in our words; both engines hand the same numbers over.</summary>
internal static class MqttReasonCode
{
    private const int FirstFailure = 0x80;
    private const int BadUserNameOrPassword = 0x86;
    private const int NotAuthorized = 0x87;

    /// <summary>The reason code of a CONNACK. 4 and 5 are the MQTT 3.1.1 codes for the same two refusals.</summary>
    public static MqttConnectOutcome OfConnect(int code) => code switch
    {
        0 => MqttConnectOutcome.Accepted,
        4 or 5 or BadUserNameOrPassword or NotAuthorized => MqttConnectOutcome.NotAuthorized,
        _ => MqttConnectOutcome.Refused,
    };

    /// <summary>The reason code of a PUBACK or SUBACK: below 0x80 is success ("no matching subscribers" too).</summary>
    public static MqttOutcome OfAnswer(int code) => code switch
    {
        < FirstFailure => MqttOutcome.Done,
        NotAuthorized => MqttOutcome.NotAuthorized,
        _ => MqttOutcome.Refused,
    };
}

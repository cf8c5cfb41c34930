namespace KarstLogger.Gateway.Mqtt;

/// <summary>Where to connect and as whom.</summary>
/// <param name="Host">Name or address of the broker.</param>
/// <param name="Port">TCP port, 1 to 65535; 1883 plain, 8883 TLS by convention.</param>
/// <param name="ClientId">MQTT client id; a second client with the same id throws the first one out.</param>
public sealed record MqttConnection(string Host, int Port, string ClientId)
{
    /// <summary>User and password; absent = anonymous.</summary>
    public MqttCredentials? Credentials { get; init; }

    /// <summary>What the broker publishes when this client vanishes without a goodbye.</summary>
    public MqttWill? Will { get; init; }

    /// <summary>Longest silence before a ping; whole seconds, 5 s (libmosquitto's least) to 65535 s (the protocol's field). Default 60 s, libmosquitto's own recommendation.</summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>True = the broker forgets subscriptions and queued messages between connections.</summary>
    public bool CleanSession { get; init; } = true;

    /// <summary>How long the broker keeps the session of a vanished client when <see cref="CleanSession"/> is false; whole seconds. Default one day.</summary>
    public TimeSpan SessionExpiry { get; init; } = TimeSpan.FromDays(1);

    /// <summary>TLS settings; absent = plain TCP (loopback).</summary>
    public MqttTls? Tls { get; init; }
}

/// <summary>User and password of a broker account.</summary>
public sealed record MqttCredentials(string User, string Password)
{
    /// <summary>The user alone: a password is never printed.</summary>
    public override string ToString() => User;
}

/// <summary>The last will.</summary>
public sealed record MqttWill(string Topic, byte[] Payload, MqttQos Qos, bool Retain);

/// <summary>
/// TLS with an own certificate authority; the server's name is always verified. There is no switch to leave verification out.
/// </summary>
/// <param name="CaFile">PEM file of the authority that signed the broker's certificate.</param>
/// <param name="CertificateFile">PEM file of the client certificate; absent = none. Needs <paramref name="KeyFile"/>.</param>
/// <param name="KeyFile">PEM file of the client's private key, not encrypted.</param>
public sealed record MqttTls(string CaFile, string? CertificateFile = null, string? KeyFile = null);

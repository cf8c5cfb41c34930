namespace KarstLogger.Gateway.Mqtt;

/// <summary>
/// MQTT through libmosquitto, Eclipse Mosquitto's own C client (package libmosquitto1 on Debian): used where the package feed has no MQTTnet.
/// </summary>
public sealed class LibMosquittoEngine : IMqttEngine
{
    private LibMosquittoConnection? current;

    /// <exception cref="MqttPrerequisiteMissingException">The library is not installed.</exception>
    public LibMosquittoEngine()
    {
        if (!IsInstalled)
            throw new MqttPrerequisiteMissingException("libmosquitto (the MQTT client library)");
    }

    /// <summary>True when the library can be loaded on this machine.</summary>
    public static bool IsInstalled => LibMosquittoNative.IsInstalled;

    /// <inheritdoc/>
    public string Name
    {
        get
        {
            LibMosquittoNative.mosquitto_lib_version(out int major, out int minor, out int revision);
            return $"libmosquitto {major}.{minor}.{revision}";
        }
    }

    /// <inheritdoc/>
    public async Task<MqttConnectOutcome> ConnectAsync(
        MqttConnection connection, Action<MqttMessage> received, Action<string> lost, CancellationToken cancellation)
    {
        await DisconnectAsync(cancellation);
        LibMosquittoConnection attempt = LibMosquittoConnection.Start(connection, received, lost);
        try
        {
            MqttConnectOutcome outcome = await attempt.Connected.WaitAsync(cancellation);
            if (outcome == MqttConnectOutcome.Accepted)
                current = attempt;
            else
                attempt.Leave();
            return outcome;
        }
        catch (OperationCanceledException)
        {
            attempt.Leave(); // its thread may still hang in TCP; it frees its client when that ends
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<MqttOutcome> SubscribeAsync(string filter, MqttQos qos, CancellationToken cancellation) =>
        AnswerAsync(up => up.Subscribe(filter, qos), cancellation);

    /// <inheritdoc/>
    public Task<MqttOutcome> PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellation) =>
        AnswerAsync(up => up.Publish(topic, payload.Span, qos, retain), cancellation);

    /// <inheritdoc/>
    public async Task DisconnectAsync(CancellationToken cancellation)
    {
        LibMosquittoConnection? last = Interlocked.Exchange(ref current, null);
        if (last is null)
            return;
        last.Leave();
        await last.Ended.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await DisconnectAsync(CancellationToken.None);

    private async Task<MqttOutcome> AnswerAsync(Func<LibMosquittoConnection, Task<MqttOutcome>> request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return current is { } up ? await request(up).WaitAsync(cancellation) : MqttOutcome.NotConnected;
    }
}

using System.Buffers;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using MQTTnet;
using MQTTnet.Exceptions;
using MQTTnet.Formatter;
using MQTTnet.Protocol;

namespace KarstLogger.Gateway.Mqtt;

/// <summary>
/// MQTT through MQTTnet 5. Where the package feed lacks it (KarstFeed partial) this class is compiled against the signatures in
/// build/contract-stubs/MQTTnet, so that a typing error fails that build too, and <see cref="MqttEngines"/> never selects it.
/// </summary>
public sealed class MqttNetEngine : IMqttEngine
{
    private IMqttClient? current;

    /// <inheritdoc/>
    public string Name => $"MQTTnet {typeof(MqttClientFactory).Assembly.GetName().Version}";

    /// <inheritdoc/>
    public async Task<MqttConnectOutcome> ConnectAsync(
        MqttConnection connection, Action<MqttMessage> received, Action<string> lost, CancellationToken cancellation)
    {
        await DisconnectAsync(cancellation);
        IMqttClient client = new MqttClientFactory().CreateMqttClient();
        client.ApplicationMessageReceivedAsync += message =>
        {
            received(new MqttMessage(message.ApplicationMessage.Topic, message.ApplicationMessage.Payload.ToArray(), message.ApplicationMessage.Retain));
            return Task.CompletedTask;
        };
        client.DisconnectedAsync += end =>
        {
            // A clean goodbye takes the client out of `current` first.
            if (end.ClientWasConnected && ReferenceEquals(Interlocked.CompareExchange(ref current, null, client), client))
            {
                client.Dispose();
                lost(end.ReasonString ?? end.Exception?.Message ?? end.Reason.ToString());
            }
            return Task.CompletedTask;
        };
        current = client;
        MqttConnectOutcome outcome = await TryConnectAsync(client, connection, cancellation);
        if (outcome != MqttConnectOutcome.Accepted)
            Discard(client);
        return outcome;
    }

    /// <inheritdoc/>
    public Task<MqttOutcome> SubscribeAsync(string filter, MqttQos qos, CancellationToken cancellation) =>
        AnswerAsync(async client =>
        {
            MqttClientSubscribeOptions options = new MqttClientSubscribeOptionsBuilder()
                .WithTopicFilter(filter, (MqttQualityOfServiceLevel)qos)
                .Build();
            MqttClientSubscribeResult result = await client.SubscribeAsync(options, CancellationToken.None);
            return (int)result.Items.First().ResultCode;
        }, cancellation);

    /// <inheritdoc/>
    public Task<MqttOutcome> PublishAsync(string topic, ReadOnlyMemory<byte> payload, MqttQos qos, bool retain, CancellationToken cancellation) =>
        AnswerAsync(async client =>
        {
            MqttApplicationMessage message = new MqttApplicationMessageBuilder()
                .WithTopic(topic)
                .WithPayloadSegment(payload)
                .WithQualityOfServiceLevel((MqttQualityOfServiceLevel)qos)
                .WithRetainFlag(retain)
                .Build();
            MqttClientPublishResult result = await client.PublishAsync(message, CancellationToken.None);
            return (int)result.ReasonCode;
        }, cancellation);

    /// <inheritdoc/>
    public async Task DisconnectAsync(CancellationToken cancellation)
    {
        IMqttClient? last = Interlocked.Exchange(ref current, null);
        if (last is null)
            return;
        try
        {
            await last.DisconnectAsync(new MqttClientDisconnectOptions(), cancellation);
        }
        catch (MqttCommunicationException)
        {
            return; // the connection went first: nothing left to say goodbye to
        }
        finally
        {
            last.Dispose();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await DisconnectAsync(CancellationToken.None);

    private void Discard(IMqttClient client)
    {
        Interlocked.CompareExchange(ref current, null, client);
        client.Dispose();
    }

    private async Task<MqttConnectOutcome> TryConnectAsync(IMqttClient client, MqttConnection connection, CancellationToken cancellation)
    {
        try
        {
            MqttClientConnectResult result = await client.ConnectAsync(Options(connection), cancellation);
            return MqttReasonCode.OfConnect((int)result.ResultCode);
        }
        catch (Exception e) when (cancellation.IsCancellationRequested)
        {
            Discard(client);
            throw new OperationCanceledException(e.Message, e, cancellation);
        }
        catch (Exception e) when (e.GetBaseException() is AuthenticationException or System.Security.Cryptography.CryptographicException)
        {
            return MqttConnectOutcome.TlsFailed;
        }
        catch (MqttCommunicationException)
        {
            return MqttConnectOutcome.Unreachable;
        }
        catch (MqttProtocolViolationException)
        {
            return MqttConnectOutcome.Refused;
        }
    }

    private async Task<MqttOutcome> AnswerAsync(Func<IMqttClient, Task<int>> request, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        IMqttClient? client = current;
        if (client is null)
            return MqttOutcome.NotConnected;
        try
        {
            // The caller's patience is not handed to MQTTnet: it forgets a cancelled publish, takes the late PUBACK for a breach of the protocol and
            // closes the connection under all others.
            return MqttReasonCode.OfAnswer(await request(client).WaitAsync(cancellation));
        }
        catch (Exception) when (cancellation.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellation);
        }
        catch (MqttClientNotConnectedException)
        {
            return MqttOutcome.NotConnected;
        }
        catch (Exception e) when (e is MqttCommunicationException or ObjectDisposedException or OperationCanceledException)
        {
            return MqttOutcome.Unanswered;
        }
        catch (MqttProtocolViolationException)
        {
            return MqttOutcome.Refused; // MQTTnet checks topics before it sends
        }
    }

    private static MqttClientOptions Options(MqttConnection connection)
    {
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithProtocolVersion(MqttProtocolVersion.V500)
            .WithTcpServer(connection.Host, connection.Port)
            .WithClientId(connection.ClientId)
            .WithKeepAlivePeriod(connection.KeepAlive)
            .WithCleanStart(connection.CleanSession)
            .WithSessionExpiryInterval(connection.CleanSession ? 0 : (uint)connection.SessionExpiry.TotalSeconds);
        if (connection.Credentials is { } credentials)
            options = options.WithCredentials(credentials.User, credentials.Password);
        if (connection.Will is { } will)
            options = options.WithWillTopic(will.Topic).WithWillPayload(will.Payload)
                .WithWillQualityOfServiceLevel((MqttQualityOfServiceLevel)will.Qos).WithWillRetain(will.Retain);
        if (connection.Tls is { } tls)
            options = options.WithTlsOptions(builder => Secure(builder, tls));
        return options.Build();
    }

    private static void Secure(MqttClientTlsOptionsBuilder builder, MqttTls tls)
    {
        X509Certificate2Collection authorities = [];
        authorities.ImportFromPemFile(tls.CaFile);
        // The authority is our own and has no revocation list on the net; a lost client is shut out in the broker's password file.
        builder.UseTls().WithTrustChain(authorities).WithRevocationMode(X509RevocationMode.NoCheck);
        if (tls.CertificateFile is not null)
            builder.WithClientCertificates([X509Certificate2.CreateFromPemFile(tls.CertificateFile, tls.KeyFile)]);
    }
}

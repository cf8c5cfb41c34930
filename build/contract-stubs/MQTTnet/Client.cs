using System.Buffers;
using MQTTnet.Protocol;

// The members of MQTTnet 5.1.0 that MqttNetEngine uses, with their public signatures. Every body throws.
namespace MQTTnet;

internal static class Signature
{
    public static NotSupportedException Only => new("This assembly holds MQTTnet's signatures only; build with KarstFeed=full to use MQTTnet.");
}

public interface IMqttClient : IDisposable
{
    event Func<MqttApplicationMessageReceivedEventArgs, Task> ApplicationMessageReceivedAsync;

    event Func<MqttClientDisconnectedEventArgs, Task> DisconnectedAsync;

    Task<MqttClientConnectResult> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken = default);

    Task DisconnectAsync(MqttClientDisconnectOptions options, CancellationToken cancellationToken = default);

    Task<MqttClientPublishResult> PublishAsync(MqttApplicationMessage applicationMessage, CancellationToken cancellationToken = default);

    Task<MqttClientSubscribeResult> SubscribeAsync(MqttClientSubscribeOptions options, CancellationToken cancellationToken = default);
}

public class MqttClientFactory
{
    public IMqttClient CreateMqttClient() => throw Signature.Only;
}

public sealed class MqttApplicationMessage
{
    public ReadOnlySequence<byte> Payload { get => throw Signature.Only; set => throw Signature.Only; }

    public bool Retain { get => throw Signature.Only; set => throw Signature.Only; }

    public string Topic { get => throw Signature.Only; set => throw Signature.Only; }
}

public sealed class MqttApplicationMessageBuilder
{
    public MqttApplicationMessage Build() => throw Signature.Only;

    public MqttApplicationMessageBuilder WithPayloadSegment(ReadOnlyMemory<byte> payloadSegment) => throw Signature.Only;

    public MqttApplicationMessageBuilder WithQualityOfServiceLevel(MqttQualityOfServiceLevel qualityOfServiceLevel) => throw Signature.Only;

    public MqttApplicationMessageBuilder WithRetainFlag(bool value = true) => throw Signature.Only;

    public MqttApplicationMessageBuilder WithTopic(string topic) => throw Signature.Only;
}

public sealed class MqttApplicationMessageReceivedEventArgs : EventArgs
{
    private MqttApplicationMessageReceivedEventArgs() => throw Signature.Only;

    public MqttApplicationMessage ApplicationMessage => throw Signature.Only;
}

public sealed class MqttClientDisconnectOptions
{
}

public sealed class MqttClientDisconnectedEventArgs : EventArgs
{
    private MqttClientDisconnectedEventArgs() => throw Signature.Only;

    public bool ClientWasConnected => throw Signature.Only;

    public Exception Exception => throw Signature.Only;

    public MqttClientDisconnectReason Reason => throw Signature.Only;

    public string ReasonString => throw Signature.Only;
}

public enum MqttClientDisconnectReason
{
    NormalDisconnection = 0,
}

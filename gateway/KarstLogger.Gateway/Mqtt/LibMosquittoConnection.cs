using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KarstLogger.Gateway.Mqtt;

/// <summary>
/// One connection through libmosquitto, from the connect to its end. A thread of its own connects (a blocking call), turns the library's loop and
/// ends with the connection; the callbacks run on that thread, only copy and hand over. The callbacks are static functions, so nothing needs pinning.
/// </summary>
internal sealed unsafe class LibMosquittoConnection
{
    // How often the loop looks up without traffic; publishes wake it at once through the library's own socket pair.
    private const int LoopTimeoutMs = 1000;

    private readonly LibMosquittoHandle handle;
    private readonly MqttConnection connection;
    private readonly Action<MqttMessage> received;
    private readonly Action<string> lost;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<MqttOutcome>> pending = new();
    private readonly TaskCompletionSource<MqttConnectOutcome> connected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool accepted;
    private volatile bool leaving;
    private volatile bool over;

    private LibMosquittoConnection(MqttConnection connection, Action<MqttMessage> received, Action<string> lost)
    {
        (this.connection, this.received, this.lost) = (connection, received, lost);
        handle = new LibMosquittoHandle(connection.ClientId, connection.CleanSession, this);
    }

    /// <summary>The broker's answer, or why there was none.</summary>
    public Task<MqttConnectOutcome> Connected => connected.Task;

    /// <summary>Completes when the thread has ended.</summary>
    public Task Ended => ended.Task;

    /// <summary>True between the broker's acceptance and the end.</summary>
    public bool IsUp => accepted && !over;

    /// <summary>Starts to connect; await <see cref="Connected"/>.</summary>
    public static LibMosquittoConnection Start(MqttConnection connection, Action<MqttMessage> received, Action<string> lost)
    {
        LibMosquittoConnection started = new(connection, received, lost);
        new Thread(started.Run) { IsBackground = true, Name = $"mqtt {connection.ClientId}" }.Start();
        return started;
    }

    /// <summary>Ends the connection with a goodbye, also when it is not up yet.</summary>
    public void Leave()
    {
        leaving = true;
        if (!handle.IsClosed)
            Quietly(() => LibMosquittoNative.mosquitto_disconnect(handle));
    }

    /// <summary>Sends a publish; the task completes at the broker's answer.</summary>
    public Task<MqttOutcome> Publish(string topic, ReadOnlySpan<byte> payload, MqttQos qos, bool retain)
    {
        if (!IsUp)
            return Task.FromResult(MqttOutcome.NotConnected);
        try
        {
            fixed (byte* bytes = payload)
            {
                int error = LibMosquittoNative.mosquitto_publish(handle, out int id, topic, payload.Length, bytes, (int)qos, retain);
                return AnswerTo(error, id);
            }
        }
        catch (ObjectDisposedException)
        {
            return Task.FromResult(MqttOutcome.NotConnected); // the connection ended between the look at IsUp and the call
        }
    }

    /// <summary>Sends a subscribe; the task completes at the broker's answer.</summary>
    public Task<MqttOutcome> Subscribe(string filter, MqttQos qos)
    {
        if (!IsUp)
            return Task.FromResult(MqttOutcome.NotConnected);
        try
        {
            return AnswerTo(LibMosquittoNative.mosquitto_subscribe(handle, out int id, filter, (int)qos), id);
        }
        catch (ObjectDisposedException)
        {
            return Task.FromResult(MqttOutcome.NotConnected); // as above
        }
    }

    private Task<MqttOutcome> AnswerTo(int error, int messageId)
    {
        if (error == LibMosquittoNative.NoConnection)
            return Task.FromResult(MqttOutcome.NotConnected);
        if (error != LibMosquittoNative.Success)
            return Task.FromResult(MqttOutcome.Refused);
        TaskCompletionSource<MqttOutcome> answer = AnswerSlot(messageId);
        if (over)
            answer.TrySetResult(MqttOutcome.Unanswered);
        // A slot is freed only by its answer, not by a caller who gave up: else a late answer would wait for the next user of the number.
        answer.Task.ContinueWith(_ => pending.TryRemove(messageId, out TaskCompletionSource<MqttOutcome>? _), TaskScheduler.Default);
        return answer.Task;
    }

    // Whoever comes first, the caller or the answer on the loop's thread, makes the slot.
    private TaskCompletionSource<MqttOutcome> AnswerSlot(int messageId) =>
        pending.GetOrAdd(messageId, static _ => new TaskCompletionSource<MqttOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));

    private void Run()
    {
        int error = Configure();
        if (error == LibMosquittoNative.Success)
            error = Connect();
        while (error == LibMosquittoNative.Success && !(leaving && !accepted))
            error = LibMosquittoNative.mosquitto_loop(handle, LoopTimeoutMs, 1);
        over = true;
        handle.Dispose();
        connected.TrySetResult(WithoutAnswer(error));
        foreach (TaskCompletionSource<MqttOutcome> answer in pending.Values)
            answer.TrySetResult(MqttOutcome.Unanswered);
        ended.TrySetResult();
        if (accepted && !leaving)
            lost(LibMosquittoNative.Words(error));
    }

    private int Configure()
    {
        LibMosquittoNative.mosquitto_threaded_set(handle, true);
        LibMosquittoNative.mosquitto_int_option(handle, LibMosquittoNative.OptionProtocolVersion, LibMosquittoNative.ProtocolMqtt5);
        LibMosquittoNative.mosquitto_int_option(handle, LibMosquittoNative.OptionTcpNoDelay, 1);
        LibMosquittoNative.mosquitto_connect_v5_callback_set(handle, &OnConnect);
        LibMosquittoNative.mosquitto_publish_v5_callback_set(handle, &OnPublish);
        LibMosquittoNative.mosquitto_subscribe_v5_callback_set(handle, &OnSubscribe);
        LibMosquittoNative.mosquitto_message_v5_callback_set(handle, &OnMessage);
        int error = LibMosquittoNative.Success;
        if (connection.Credentials is { } credentials)
            error = LibMosquittoNative.mosquitto_username_pw_set(handle, credentials.User, credentials.Password);
        if (error == LibMosquittoNative.Success && connection.Will is { } will)
            fixed (byte* bytes = will.Payload)
                error = LibMosquittoNative.mosquitto_will_set(handle, will.Topic, will.Payload.Length, bytes, (int)will.Qos, will.Retain);
        if (error == LibMosquittoNative.Success && connection.Tls is { } tls)
            error = LibMosquittoNative.mosquitto_tls_set(handle, tls.CaFile, null, tls.CertificateFile, tls.KeyFile, 0) == LibMosquittoNative.Success
                ? LibMosquittoNative.Success
                : LibMosquittoNative.Tls; // a file that cannot be read comes as "invalid argument"
        return error;
    }

    private int Connect()
    {
        nint properties = 0;
        if (!connection.CleanSession) // without this property MQTT 5 ends the session with the connection
            LibMosquittoNative.mosquitto_property_add_int32(
                ref properties, LibMosquittoNative.PropertySessionExpiryInterval, (uint)connection.SessionExpiry.TotalSeconds);
        try
        {
            return LibMosquittoNative.mosquitto_connect_bind_v5(
                handle, connection.Host, connection.Port, (int)connection.KeepAlive.TotalSeconds, null, properties);
        }
        finally
        {
            LibMosquittoNative.mosquitto_property_free_all(ref properties);
        }
    }

    private static MqttConnectOutcome WithoutAnswer(int error) => error switch
    {
        LibMosquittoNative.Tls or LibMosquittoNative.TlsHandshake => MqttConnectOutcome.TlsFailed,
        LibMosquittoNative.Invalid or LibMosquittoNative.MalformedUtf8 or LibMosquittoNative.PayloadSize => MqttConnectOutcome.Refused,
        _ => MqttConnectOutcome.Unreachable,
    };

    private static void Quietly(Func<int> call)
    {
        try
        {
            _ = call(); // "no connection" is as good as a goodbye
        }
        catch (ObjectDisposedException)
        {
            return; // the thread ended first: nothing left to say goodbye to
        }
    }

    private static LibMosquittoConnection Of(nint userData) => (LibMosquittoConnection)GCHandle.FromIntPtr(userData).Target!;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnConnect(nint client, nint userData, int reason, int flags, nint properties)
    {
        LibMosquittoConnection self = Of(userData);
        MqttConnectOutcome outcome = MqttReasonCode.OfConnect(reason);
        self.accepted = outcome == MqttConnectOutcome.Accepted;
        self.connected.TrySetResult(outcome);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnPublish(nint client, nint userData, int messageId, int reason, nint properties) =>
        Of(userData).AnswerSlot(messageId).TrySetResult(MqttReasonCode.OfAnswer(reason));

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnSubscribe(nint client, nint userData, int messageId, int count, int* granted, nint properties) =>
        Of(userData).AnswerSlot(messageId).TrySetResult(count > 0 ? MqttReasonCode.OfAnswer(granted[0]) : MqttOutcome.Refused);

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void OnMessage(nint client, nint userData, LibMosquittoNative.Message* message, nint properties)
    {
        string topic = Marshal.PtrToStringUTF8(message->Topic) ?? "";
        byte[] payload = new ReadOnlySpan<byte>((void*)message->Payload, message->PayloadLength).ToArray();
        Of(userData).received(new MqttMessage(topic, payload, message->Retain != 0));
    }
}

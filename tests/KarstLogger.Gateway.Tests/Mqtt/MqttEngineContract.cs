using System.Text;
using KarstLogger.Gateway.Mqtt;

namespace KarstLogger.Gateway.Tests.Mqtt;

/// <summary>What every MQTT engine must do, against a real broker. One subclass for each engine.</summary>
public abstract class MqttEngineContract : IAsyncLifetime
{
    private const string Data = $"karst/v1/{BrokerInFolder.Logger}/up/data";
    private const string Down = $"karst/v1/{BrokerInFolder.Logger}/down/ack";

    private readonly List<IMqttEngine> engines = [];
    private BrokerInFolder host = null!;

    private PrivateBroker Broker => host.Broker;

    protected abstract IMqttEngine Create();

    public async Task InitializeAsync() => host = await BrokerInFolder.StartAsync();

    public async Task DisposeAsync()
    {
        foreach (IMqttEngine engine in engines)
            await engine.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_logger_with_its_password_is_accepted_and_its_batch_reaches_the_gateway()
    {
        Mailbox gateway = await SubscribedGatewayAsync("karst/v1/+/up/data");
        IMqttEngine logger = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.Logger), new Mailbox());

        Assert.Equal(MqttOutcome.Done, await PublishAsync(logger, Data, "24 bytes and then frames"));

        MqttMessage message = await gateway.NextAsync();
        Assert.Equal(Data, message.Topic);
        Assert.Equal("24 bytes and then frames", Encoding.UTF8.GetString(message.Payload));
        Assert.False(message.Retained);
    }

    [Fact]
    public async Task Every_batch_of_a_hundred_published_with_QoS_1_reaches_the_handler_in_order()
    {
        Mailbox gateway = await SubscribedGatewayAsync("karst/v1/+/up/data");
        IMqttEngine logger = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.Logger), new Mailbox());

        MqttOutcome[] outcomes = await Task.WhenAll(Enumerable.Range(0, 100).Select(batch => PublishAsync(logger, Data, $"batch {batch}")));

        Assert.All(outcomes, outcome => Assert.Equal(MqttOutcome.Done, outcome));
        for (int batch = 0; batch < 100; batch++)
            Assert.Equal($"batch {batch}", Encoding.UTF8.GetString((await gateway.NextAsync()).Payload));
    }

    [Fact]
    public async Task A_batch_sent_with_QoS_0_and_an_empty_message_arrive_too()
    {
        Mailbox gateway = await SubscribedGatewayAsync("karst/v1/+/up/#");
        IMqttEngine logger = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.Logger), new Mailbox());

        Assert.Equal(MqttOutcome.Done, await logger.PublishAsync(Data, new byte[] { 7 }, MqttQos.AtMostOnce, false, Limit()));
        Assert.Equal([7], (await gateway.NextAsync()).Payload);
        Assert.Equal(MqttOutcome.Done, await logger.PublishAsync(Data, ReadOnlyMemory<byte>.Empty, MqttQos.AtLeastOnce, false, Limit()));
        Assert.Empty((await gateway.NextAsync()).Payload);
    }

    [Fact]
    public async Task A_single_level_wildcard_takes_one_level_and_a_multi_level_wildcard_takes_all()
    {
        Mailbox oneLevel = await SubscribedGatewayAsync("karst/v1/+/up/data", clientId: "one-level");
        Mailbox allLevels = await SubscribedGatewayAsync("karst/v1/#", clientId: "all-levels");
        IMqttEngine logger = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.Logger), new Mailbox());
        string status = $"karst/v1/{BrokerInFolder.Logger}/up/status";

        await PublishAsync(logger, status, "first");
        await PublishAsync(logger, Data, "second");

        Assert.Equal([status, Data], await allLevels.NextTopicsAsync(2));
        Assert.Equal([Data], await oneLevel.NextTopicsAsync(1));
    }

    [Fact]
    public async Task A_retained_configuration_waits_for_the_logger_and_says_that_it_is_retained()
    {
        string topic = $"karst/v1/{BrokerInFolder.Logger}/down/config";
        IMqttEngine gateway = await ConnectedAsync(Broker.ConnectionOf(PrivateBroker.GatewayUser), new Mailbox());
        Assert.Equal(MqttOutcome.Done, await gateway.PublishAsync(topic, "format = 1"u8.ToArray(), MqttQos.AtLeastOnce, true, Limit()));

        Mailbox mailbox = new();
        IMqttEngine logger = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.Logger), mailbox);
        Assert.Equal(MqttOutcome.Done, await logger.SubscribeAsync(topic, MqttQos.AtLeastOnce, Limit()));

        MqttMessage message = await mailbox.NextAsync();
        Assert.True(message.Retained);
        Assert.Equal("format = 1", Encoding.UTF8.GetString(message.Payload));
    }

    [Fact]
    public async Task A_batch_of_64_KiB_comes_through_byte_for_byte()
    {
        byte[] batch = new byte[64 * 1024];
        new Random(20260101).NextBytes(batch);
        Mailbox gateway = await SubscribedGatewayAsync("karst/v1/+/up/data");
        IMqttEngine logger = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.Logger), new Mailbox());

        Assert.Equal(MqttOutcome.Done, await logger.PublishAsync(Data, batch, MqttQos.AtLeastOnce, false, Limit()));

        Assert.Equal(batch, (await gateway.NextAsync()).Payload);
    }

    [Fact]
    public async Task The_last_will_is_published_when_the_link_is_cut_but_not_after_a_goodbye()
    {
        await using CuttableRelay relay = new(Broker.Port);
        Mailbox gateway = await SubscribedGatewayAsync("karst/v1/+/up/status");
        string status = $"karst/v1/{BrokerInFolder.Logger}/up/status";
        MqttConnection withWill = Broker.ConnectionOf(BrokerInFolder.Logger) with
        {
            Port = relay.Port,
            Will = new MqttWill(status, "cut"u8.ToArray(), MqttQos.AtLeastOnce, false),
        };

        // Straight to the broker: behind the relay the goodbye could still be under way when the next connection takes the session over, and that is a loss.
        IMqttEngine polite = await ConnectedAsync(withWill with { Port = Broker.Port }, new Mailbox());
        await polite.DisconnectAsync(Limit());
        Mailbox mailbox = new();
        IMqttEngine unlucky = await ConnectedAsync(withWill, mailbox);
        await PublishAsync(unlucky, status, "here");
        relay.Cut();

        // Had the goodbye provoked a will, it would stand before "here".
        Assert.Equal("here", Encoding.UTF8.GetString((await gateway.NextAsync()).Payload));
        Assert.Equal("cut", Encoding.UTF8.GetString((await gateway.NextAsync()).Payload));
        Assert.NotEqual("", await mailbox.Lost);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_user_are_told_apart_from_a_dead_broker()
    {
        MqttConnection right = Broker.ConnectionOf(BrokerInFolder.Logger);
        Assert.Equal(MqttConnectOutcome.NotAuthorized, await TryConnectAsync(right with { Credentials = right.Credentials! with { Password = "wrong" } }));
        Assert.Equal(MqttConnectOutcome.NotAuthorized, await TryConnectAsync(right with { Credentials = right.Credentials! with { User = "nobody" } }));
        Assert.Equal(MqttConnectOutcome.NotAuthorized, await TryConnectAsync(right with { Credentials = null }));

        await Broker.KillAsync();
        Assert.Equal(MqttConnectOutcome.Unreachable, await TryConnectAsync(right));
    }

    [Fact]
    public async Task A_logger_may_not_write_in_the_name_of_another()
    {
        Mailbox gateway = await SubscribedGatewayAsync("karst/v1/+/up/data");
        IMqttEngine logger = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.OtherLogger), new Mailbox());

        Assert.Equal(MqttOutcome.NotAuthorized, await PublishAsync(logger, Data, "forged"));
        Assert.Equal(MqttOutcome.Done, await PublishAsync(logger, $"karst/v1/{BrokerInFolder.OtherLogger}/up/data", "own"));

        Assert.Equal("own", Encoding.UTF8.GetString((await gateway.NextAsync()).Payload));
    }

    [Fact]
    public async Task A_logger_may_not_read_what_is_meant_for_another()
    {
        Mailbox mailbox = new();
        IMqttEngine curious = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.OtherLogger), mailbox);
        // Mosquitto checks the reading when it delivers: it grants the subscription and then sends nothing.
        await curious.SubscribeAsync("karst/v1/+/down/#", MqttQos.AtLeastOnce, Limit());
        IMqttEngine gateway = await ConnectedAsync(Broker.ConnectionOf(PrivateBroker.GatewayUser), new Mailbox());

        await PublishAsync(gateway, Down, "not for you");
        await PublishAsync(gateway, $"karst/v1/{BrokerInFolder.OtherLogger}/down/ack", "for you");

        Assert.Equal("for you", Encoding.UTF8.GetString((await mailbox.NextAsync()).Payload));
    }

    [Fact]
    public async Task A_broker_killed_in_mid_stream_ends_the_connection_and_no_publish_waits_for_ever()
    {
        Mailbox mailbox = new();
        IMqttEngine logger = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.Logger), mailbox);
        Assert.Equal(MqttOutcome.Done, await PublishAsync(logger, Data, "before"));

        Task<MqttOutcome[]> stream = Task.WhenAll(Enumerable.Range(0, 500).Select(batch => PublishAsync(logger, Data, $"batch {batch}")));
        await Broker.KillAsync();

        MqttOutcome[] outcomes = await stream.WaitAsync(Mailbox.Deadline);
        Assert.All(outcomes, outcome => Assert.True(outcome is MqttOutcome.Done or MqttOutcome.Unanswered or MqttOutcome.NotConnected, $"{outcome}"));
        Assert.NotEqual("", await mailbox.Lost);
        Assert.Equal(MqttOutcome.NotConnected, await PublishAsync(logger, Data, "after"));
        Assert.Equal(MqttOutcome.NotConnected, await logger.SubscribeAsync(Down, MqttQos.AtLeastOnce, Limit()));
    }

    [Fact]
    public async Task A_publish_whose_answer_is_cut_off_ends_as_unanswered()
    {
        await using CuttableRelay relay = new(Broker.Port);
        IMqttEngine logger = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.Logger) with { Port = relay.Port }, new Mailbox());
        relay.Hold();
        Task<MqttOutcome>[] publishes = [.. Enumerable.Range(0, 50).Select(batch => PublishAsync(logger, Data, $"batch {batch}"))];
        Assert.DoesNotContain(publishes, publish => publish.IsCompleted);

        relay.Cut();

        Assert.All(await Task.WhenAll(publishes), outcome => Assert.Equal(MqttOutcome.Unanswered, outcome));
    }

    [Fact]
    public async Task A_caller_who_gives_up_waiting_does_not_disturb_the_next_publish()
    {
        await using CuttableRelay relay = new(Broker.Port);
        IMqttEngine logger = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.Logger) with { Port = relay.Port }, new Mailbox());
        using CancellationTokenSource patience = new();
        relay.Hold();
        Task<MqttOutcome> impatient = logger.PublishAsync(Data, new byte[] { 1 }, MqttQos.AtLeastOnce, false, patience.Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => impatient);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => logger.PublishAsync(Data, new byte[] { 2 }, MqttQos.AtLeastOnce, false, patience.Token));

        relay.Release();

        Assert.Equal(MqttOutcome.Done, await PublishAsync(logger, Data, "next"));
    }

    [Fact]
    public async Task After_a_killed_broker_is_back_the_same_engine_connects_again()
    {
        Mailbox before = new();
        IMqttEngine logger = await ConnectedAsync(Broker.ConnectionOf(BrokerInFolder.Logger), before);
        await Broker.KillAsync();
        await before.Lost;
        await Broker.StartAgainAsync();

        Assert.Equal(MqttConnectOutcome.Accepted,
            await logger.ConnectAsync(Broker.ConnectionOf(BrokerInFolder.Logger), new Mailbox().Put, _ => { }, Limit()));
        Assert.Equal(MqttOutcome.Done, await PublishAsync(logger, Data, "again"));
    }

    [Fact]
    public async Task A_kept_session_receives_what_came_while_it_was_away()
    {
        MqttConnection kept = Broker.ConnectionOf(BrokerInFolder.Logger) with { CleanSession = false };
        IMqttEngine sleeper = await ConnectedAsync(kept, new Mailbox());
        await sleeper.SubscribeAsync(Down, MqttQos.AtLeastOnce, Limit());
        await sleeper.DisconnectAsync(Limit());
        IMqttEngine gateway = await ConnectedAsync(Broker.ConnectionOf(PrivateBroker.GatewayUser), new Mailbox());
        await PublishAsync(gateway, Down, "while you slept");

        Mailbox mailbox = new();
        Assert.Equal(MqttConnectOutcome.Accepted, await sleeper.ConnectAsync(kept, mailbox.Put, mailbox.PutLoss, Limit()));

        Assert.Equal("while you slept", Encoding.UTF8.GetString((await mailbox.NextAsync()).Payload));
    }

    [Fact]
    public async Task A_malformed_topic_or_filter_is_refused_and_the_connection_goes_on()
    {
        IMqttEngine gateway = await ConnectedAsync(Broker.ConnectionOf(PrivateBroker.GatewayUser), new Mailbox());

        Assert.Equal(MqttOutcome.Refused, await PublishAsync(gateway, "karst/v1/+/down/ack", "to a filter"));
        Assert.Equal(MqttOutcome.Refused, await gateway.SubscribeAsync("karst/#/up", MqttQos.AtLeastOnce, Limit()));
        Assert.Equal(MqttOutcome.Done, await PublishAsync(gateway, Down, "to a topic"));
    }

    [Fact]
    public async Task Tls_is_accepted_with_the_brokers_authority_and_refused_with_a_strangers()
    {
        await using BrokerInFolder secure = await BrokerInFolder.StartAsync(withTls: true);
        DirectoryInfo folder = Directory.CreateTempSubdirectory("karst-tls-");
        MqttConnection right = secure.Broker.ConnectionOf(BrokerInFolder.Logger);

        Assert.Equal(MqttConnectOutcome.TlsFailed, await TryConnectAsync(right with { Tls = new MqttTls(TestCertificates.WriteStranger(folder.FullName)) }));
        Assert.Equal(MqttConnectOutcome.Accepted, await TryConnectAsync(right));
        folder.Delete(recursive: true);
    }

    private static CancellationToken Limit() => new CancellationTokenSource(Mailbox.Deadline).Token;

    private static Task<MqttOutcome> PublishAsync(IMqttEngine engine, string topic, string text) =>
        engine.PublishAsync(topic, Encoding.UTF8.GetBytes(text), MqttQos.AtLeastOnce, false, Limit());

    private Task<MqttConnectOutcome> TryConnectAsync(MqttConnection connection) => New().ConnectAsync(connection, _ => { }, _ => { }, Limit());

    private async Task<IMqttEngine> ConnectedAsync(MqttConnection connection, Mailbox mailbox)
    {
        IMqttEngine engine = New();
        Assert.Equal(MqttConnectOutcome.Accepted, await engine.ConnectAsync(connection, mailbox.Put, mailbox.PutLoss, Limit()));
        return engine;
    }

    private async Task<Mailbox> SubscribedGatewayAsync(string filter, string clientId = PrivateBroker.GatewayUser)
    {
        Mailbox mailbox = new();
        IMqttEngine engine = await ConnectedAsync(Broker.ConnectionOf(PrivateBroker.GatewayUser) with { ClientId = clientId }, mailbox);
        Assert.Equal(MqttOutcome.Done, await engine.SubscribeAsync(filter, MqttQos.AtLeastOnce, Limit()));
        return mailbox;
    }

    private IMqttEngine New()
    {
        IMqttEngine engine = Create();
        engines.Add(engine);
        return engine;
    }
}

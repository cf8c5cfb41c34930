using System.Text;
using System.Threading.Channels;
using KarstLogger.Gateway.Mqtt;
using KarstLogger.TestSupport;
using Microsoft.Extensions.Logging.Abstractions;

namespace KarstLogger.Gateway.Tests.Mqtt;

/// <summary>What a lasting session must do with every engine: reconnect, renew its subscriptions, and outlive a handler's bug.</summary>
public abstract class MqttSessionContract : IAsyncLifetime
{
    private const string Filter = "karst/v1/+/up/data";
    private const string Data = $"karst/v1/{BrokerInFolder.Logger}/up/data";

    private readonly SteppedTime clock = new(DateTimeOffset.UnixEpoch);
    private readonly Channel<MqttSessionState> states = Channel.CreateBounded<MqttSessionState>(100);
    private BrokerInFolder host = null!;
    private CountingEngine engine = null!;
    private MqttSession gateway = null!;
    private IMqttEngine logger = null!;

    private PrivateBroker Broker => host.Broker;

    protected abstract IMqttEngine Create();

    public async Task InitializeAsync()
    {
        host = await BrokerInFolder.StartAsync();
        engine = new CountingEngine(Create());
        gateway = new MqttSession(engine, Broker.ConnectionOf(PrivateBroker.GatewayUser), 1, clock, NullLogger.Instance);
        gateway.StateChanged += state => states.Writer.TryWrite(state);
        logger = Create();
    }

    public async Task DisposeAsync()
    {
        await gateway.DisposeAsync();
        await logger.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task After_a_broker_outage_the_session_is_back_with_its_subscriptions()
    {
        Mailbox mailbox = new();
        Assert.Equal(MqttOutcome.NotConnected, await gateway.SubscribeAsync(Filter, MqttQos.AtLeastOnce, mailbox.PutAsync));
        gateway.Start();
        await gateway.WhenConnectedAsync(Limit());
        await SendAsLoggerAsync("before the outage");
        Assert.Equal("before the outage", Text(await mailbox.NextAsync()));

        await OutageAsync();

        await SendAsLoggerAsync("after the outage");
        Assert.Equal("after the outage", Text(await mailbox.NextAsync()));
    }

    [Fact]
    public async Task Without_a_broker_a_publish_says_at_once_that_there_is_no_connection()
    {
        gateway.Start();
        await gateway.WhenConnectedAsync(Limit());
        await Broker.KillAsync();
        await StateAsync(connected: false);

        Assert.Equal(MqttOutcome.NotConnected, await gateway.PublishAsync(Data, new byte[] { 1 }, MqttQos.AtLeastOnce, false, Limit()));
        Assert.False(gateway.State.IsConnected);
    }

    [Fact]
    public async Task Ten_outages_in_a_row_leave_one_subscription_and_no_doubled_message()
    {
        Mailbox mailbox = new();
        await gateway.SubscribeAsync(Filter, MqttQos.AtLeastOnce, mailbox.PutAsync);
        gateway.Start();
        await gateway.WhenConnectedAsync(Limit());
        for (int outage = 0; outage < 10; outage++)
            await OutageAsync();

        await SendAsLoggerAsync("once");
        await SendAsLoggerAsync("twice");

        Assert.Equal("once", Text(await mailbox.NextAsync()));
        Assert.Equal("twice", Text(await mailbox.NextAsync()));
    }

    [Fact]
    public async Task A_message_that_meets_a_bug_in_its_handler_does_not_end_the_reception()
    {
        Mailbox mailbox = new();
        gateway.Start();
        await gateway.WhenConnectedAsync(Limit());
        Assert.Equal(MqttOutcome.Done, await gateway.SubscribeAsync(Filter, MqttQos.AtLeastOnce, (message, cancellation) =>
            Text(message) == "poison" ? throw new InvalidOperationException("a bug of ours") : mailbox.PutAsync(message, cancellation)));

        await SendAsLoggerAsync("poison");
        await SendAsLoggerAsync("healthy");

        Assert.Equal("healthy", Text(await mailbox.NextAsync()));
    }

    [Fact]
    public async Task A_handler_may_answer_the_logger_while_a_flood_of_batches_waits()
    {
        const int Batches = 500;
        Mailbox answers = new();
        await gateway.SubscribeAsync(Filter, MqttQos.AtLeastOnce, async (message, cancellation) =>
            await gateway.PublishAsync($"karst/v1/{BrokerInFolder.Logger}/down/ack", message.Payload, MqttQos.AtLeastOnce, false, cancellation));
        gateway.Start();
        await gateway.WhenConnectedAsync(Limit());
        await logger.ConnectAsync(Broker.ConnectionOf(BrokerInFolder.Logger), answers.Put, _ => { }, Limit());
        await logger.SubscribeAsync($"karst/v1/{BrokerInFolder.Logger}/down/#", MqttQos.AtLeastOnce, Limit());

        await Task.WhenAll(Enumerable.Range(0, Batches).Select(
            batch => logger.PublishAsync(Data, Encoding.UTF8.GetBytes($"{batch}"), MqttQos.AtLeastOnce, false, Limit())));

        for (int batch = 0; batch < Batches; batch++)
            Assert.Equal($"{batch}", Text(await answers.NextAsync()));
        Assert.Equal(0, gateway.MessagesDropped);
    }

    [Fact]
    public async Task A_full_inbox_drops_and_counts_but_keeps_the_first_messages()
    {
        const int Excess = 10;
        TaskCompletionSource firstTaken = new(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource release = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Mailbox mailbox = new();
        await gateway.SubscribeAsync(Filter, MqttQos.AtLeastOnce, async (message, cancellation) =>
        {
            firstTaken.TrySetResult();
            await release.Task.WaitAsync(cancellation);
            mailbox.Put(message);
        });
        gateway.Start();
        await gateway.WhenConnectedAsync(Limit());
        await SendAsLoggerAsync("0");
        await firstTaken.Task.WaitAsync(Mailbox.Deadline);
        for (int sent = 1; sent <= MqttLimits.InboxMessages + Excess; sent++)
            await SendAsLoggerAsync($"{sent}");
        await engine.ReceivedAsync(1 + MqttLimits.InboxMessages + Excess);
        Assert.Equal(Excess, gateway.MessagesDropped);

        release.SetResult();
        for (int kept = 0; kept <= MqttLimits.InboxMessages; kept++)
            Assert.Equal($"{kept}", Text(await mailbox.NextAsync()));
    }

    private static CancellationToken Limit() => new CancellationTokenSource(Mailbox.Deadline).Token;

    private static string Text(MqttMessage message) => Encoding.UTF8.GetString(message.Payload);

    private async Task OutageAsync()
    {
        await Broker.KillAsync();
        await StateAsync(connected: false);
        await Broker.StartAgainAsync();
        await clock.AdvanceToNextTimerAsync(Mailbox.Deadline);
        await StateAsync(connected: true);
    }

    private async Task StateAsync(bool connected)
    {
        while ((await states.Reader.ReadAsync(Limit())).IsConnected != connected)
            await Task.Yield();
    }

    private async Task SendAsLoggerAsync(string text)
    {
        if (await logger.PublishAsync(Data, Encoding.UTF8.GetBytes(text), MqttQos.AtLeastOnce, false, Limit()) == MqttOutcome.Done)
            return;
        Assert.Equal(MqttConnectOutcome.Accepted, await logger.ConnectAsync(Broker.ConnectionOf(BrokerInFolder.Logger), _ => { }, _ => { }, Limit()));
        Assert.Equal(MqttOutcome.Done, await logger.PublishAsync(Data, Encoding.UTF8.GetBytes(text), MqttQos.AtLeastOnce, false, Limit()));
    }
}

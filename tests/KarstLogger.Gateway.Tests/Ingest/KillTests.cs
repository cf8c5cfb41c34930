using KarstLogger.Gateway.Mqtt;
using KarstLogger.Gateway.Store;
using KarstLogger.Gateway.Tests.Mqtt;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Ingest;

/// <summary>
/// The gateway program is killed a hundred times while a logger sends through a real broker. Its moments of death are a seeded number of acknowledgements into a burst
/// of uploads, so that the kill falls now before, now inside, now after a commit.
/// </summary>
public sealed class KillTests : IAsyncLifetime
{
    private const int Kills = 100;

    // Of the hundred times, twenty take the broker down with the gateway: what it had queued is gone as well.
    private const int BrokerDiesEvery = 5;

    private const uint LoggerNumber = 0xa001; // BrokerInFolder.Logger

    private readonly TemporaryStore store = new();
    private readonly IMqttEngine logger = MqttEngines.Create();
    private readonly Mailbox answers = new();
    private readonly SortedSet<uint> acknowledged = [];
    private BrokerInFolder host = null!;
    private TaskCompletionSource lost = new();
    private string passwordFile = "";
    private uint batch;

    public async Task InitializeAsync()
    {
        host = await BrokerInFolder.StartAsync();
        passwordFile = store.DatabaseFile + ".password";
        File.WriteAllText(passwordFile, host.Broker.CredentialsOf(PrivateBroker.GatewayUser).Password);
        await ConnectLoggerAsync();
    }

    public async Task DisposeAsync()
    {
        await logger.DisposeAsync();
        await host.DisposeAsync();
        store.Dispose();
    }

    [Fact]
    public async Task Killed_a_hundred_times_and_the_broker_with_it_twenty_the_gateway_loses_no_acknowledged_frame_and_doubles_none()
    {
        Random chance = new(20260301);
        uint sent = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            using GatewayProcess gateway = await GatewayProcess.StartAsync(store.DatabaseFile, host.Broker, passwordFile);
            int uploads = chance.Next(1, 8), answersBeforeDeath = chance.Next(0, uploads + 1);
            for (int i = 0; i < uploads; i++)
            {
                // Each upload repeats what may be unacknowledged from before, as the uplink does.
                uint from = sent < 10 ? 1 : sent - 9;
                sent += (uint)chance.Next(1, 6);
                await SendAsync([.. Range(from, sent)]);
            }
            if (kill % BrokerDiesEvery == 0)
                await KillBrokerAsync();
            else
                while (answersBeforeDeath-- > 0)
                    Note((await answers.NextAsync()).Payload);
            gateway.Kill();
            Assert.Empty(acknowledged.Except(Archived()));
        }
        await DeliverAllAsync(sent);
        Assert.Equal(Range(1, sent), Archived());
        Assert.Equal(0, store.Count("frame_conflict"));
        Assert.Equal(0, store.Count("rejected_frame"));
    }

    private async Task ConnectLoggerAsync()
    {
        using CancellationTokenSource limit = new(Mailbox.Deadline);
        lost = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        TaskCompletionSource thisLoss = lost;
        Assert.Equal(MqttConnectOutcome.Accepted,
            await logger.ConnectAsync(host.Broker.ConnectionOf(BrokerInFolder.Logger), answers.Put, _ => thisLoss.TrySetResult(), limit.Token));
        await logger.SubscribeAsync(Topics.AllDown(BrokerInFolder.Logger), MqttQos.AtLeastOnce, limit.Token);
    }

    private async Task KillBrokerAsync()
    {
        await host.Broker.KillAsync();
        await lost.Task.WaitAsync(Mailbox.Deadline);
        await host.Broker.StartAgainAsync();
        await ConnectLoggerAsync();
    }

    /// <summary>A last gateway gets everything that is missing, as a logger would send it, and lives to acknowledge it all.</summary>
    private async Task DeliverAllAsync(uint sent)
    {
        using GatewayProcess gateway = await GatewayProcess.StartAsync(store.DatabaseFile, host.Broker, passwordFile);
        foreach (uint[] part in Range(1, sent).Except(acknowledged).Chunk(Envelope.FramesUsual))
            await SendAsync(part);
        while (!acknowledged.IsSupersetOf(Range(1, sent)))
            Note((await answers.NextAsync()).Payload);
        gateway.Kill();
    }

    private void Note(byte[] payload)
    {
        Acknowledgement told = Acknowledgement.Read(payload);
        acknowledged.UnionWith(Range(1, told.CommittedThrough));
        foreach ((uint first, uint last) in told.RangeFirst.Zip(told.RangeLast))
            acknowledged.UnionWith(Range(first, last));
    }

    private async Task SendAsync(uint[] sequences)
    {
        using CancellationTokenSource limit = new(Mailbox.Deadline);
        byte[] upload = Frames.Envelope(++batch, LoggerNumber, [.. sequences.Select(sequence => Frames.Sample(sequence, logger: LoggerNumber))]);
        await logger.PublishAsync(Topics.Data(BrokerInFolder.Logger), upload, MqttQos.AtLeastOnce, false, limit.Token);
    }

    private List<uint> Archived()
    {
        store.Reopen(); // as the next gateway would find it
        return store.Database.Read(session => ArchivedFrame.InEpoch(session, LoggerNumber, Frames.Epoch, 1, uint.MaxValue).Select(frame => frame.Key.Sequence).ToList());
    }

    private static IEnumerable<uint> Range(uint first, uint last)
    {
        for (uint sequence = first; sequence <= last; sequence++)
            yield return sequence;
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Gateway.Accounts;
using KarstLogger.Gateway.Mqtt;
using KarstLogger.Gateway.Store;
using KarstLogger.Gateway.Tests.Ingest;
using KarstLogger.Gateway.Tests.Mqtt;
using KarstLogger.HostSim;
using KarstLogger.Simulation;
using KarstLogger.Wire;
using Microsoft.Extensions.Logging.Abstractions;

namespace KarstLogger.Gateway.Tests.Loggers;

/// <summary>Office to box and back: the production firmware on simulated ports, a real broker, the gateway as a process of its own, everything seen through its API.</summary>
public sealed class OfficeTests : IAsyncLifetime
{
    private const uint LoggerNumber = 0xa001; // BrokerInFolder.Logger
    private const string Api = $"/api/loggers/{BrokerInFolder.Logger}";

    // Contacts after which an order must be settled: one to send, one to try, one to tell, and one for a contact that was lost.
    private const int ContactsMost = 6;

    private readonly TemporaryStore store = new();
    private BrokerInFolder host = null!;
    private GatewayProcess gateway = null!;
    private HttpClient client = new();
    private BrokerLink link = null!;
    private GatewayKillingLink killing = null!;
    private SimulatedStation station = null!;
    private string passwordFile = "", token = "";

    public async Task InitializeAsync()
    {
        host = await BrokerInFolder.StartAsync();
        passwordFile = store.DatabaseFile + ".password";
        File.WriteAllText(passwordFile, host.Broker.CredentialsOf(PrivateBroker.GatewayUser).Password);
        gateway = await GatewayProcess.StartAsync(store.DatabaseFile, host.Broker, passwordFile, "127.0.0.1:0");
        await SignInAsync();
        link = new BrokerLink(host.Broker.ConnectionOf(BrokerInFolder.Logger), 1, TimeProvider.System, NullLogger.Instance);
        killing = new GatewayKillingLink(link);
        uint start = (uint)(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 900 * 900);
        station = new SimulatedStation(new StationOptions { LoggerId = LoggerNumber, Cave = CavePreset.South, Seed = 11, StartUtcSeconds = start, Link = killing });
        link.VirtualUtcMilliseconds = () => station.Time.UtcMilliseconds;
        await ConnectedAsync();
        await ContactUntilAsync(async () => (await GetAsync("/api/loggers")).GetProperty("items").GetArrayLength() == 1);
    }

    public async Task DisposeAsync()
    {
        client.Dispose();
        gateway.Dispose();
        await link.DisposeAsync();
        await host.DisposeAsync();
        store.Dispose();
    }

    [Fact]
    public async Task A_good_configuration_is_tried_and_applied_a_bad_one_refused_with_line_and_range_and_one_whose_trial_fails_is_rolled_back()
    {
        await OrderAsync("configuration", new { text = "format = 1\n[logger]\nnumber = 12\n[sampling]\nburst = 3\n", reason = "fewer readings" });
        await ContactUntilAsync(async () => await NewestStateAsync() == "applied");
        await ContactUntilAsync(async () => (await StatusAsync("config")) == "12");

        await OrderAsync("configuration", new { text = "format = 1\n[logger]\nnumber = 13\n[sampling]\nburst = 99\n", reason = "a slip" });
        await ContactUntilAsync(async () => await NewestStateAsync() == "refused");
        Assert.Contains("config, line 5, field 'burst': '99' is not a whole number from 1 to 15", (await NewestAsync()).GetProperty("answer").GetString()!, StringComparison.Ordinal);

        await OrderAsync("configuration", new { text = "format = 1\n[logger]\nnumber = 14\n", reason = "back to five readings" });
        await ContactUntilAsync(async () => await NewestStateAsync() == "trial");
        await host.Broker.KillAsync();
        station.Step(); // the trial's cycle, without a broker
        await host.Broker.StartAgainAsync();
        await ConnectedAsync();
        await ContactUntilAsync(async () => await NewestStateAsync() == "rolled-back");
        await ContactUntilAsync(async () => (await StatusAsync("config")) == "12");
        Assert.Equal(12, station.Configuration.Number);
    }

    [Fact]
    public async Task Commands_wait_for_the_hello_are_answered_and_booked_also_when_the_gateway_is_killed_before_it_hears_the_answer()
    {
        Assert.Equal("waiting", (await OrderAsync("commands", new { command = "selftest", reason = "before the visit" })).GetProperty("state").GetString());
        await ContactUntilAsync(async () => await NewestStateAsync() == "done");
        Assert.Contains("drive=ok", (await NewestAsync()).GetProperty("answer").GetString()!, StringComparison.Ordinal);

        await OrderAsync("commands", new { command = "maint minutes=240", reason = "people at the spring" });
        killing.BeforeReply = gateway.Kill;
        station.Step();
        Assert.Null(killing.BeforeReply);
        gateway.Dispose();
        gateway = await GatewayProcess.StartAsync(store.DatabaseFile, host.Broker, passwordFile, "127.0.0.1:0");
        await UseGatewayAsync();
        await ContactUntilAsync(async () => await NewestStateAsync() == "done");
        Assert.StartsWith("done before: done: maintenance for 240 min", (await NewestAsync()).GetProperty("answer").GetString()!, StringComparison.Ordinal);
        station.Step();
        await ContactUntilAsync(async () => long.Parse((await StatusAsync("maint_s"))!, System.Globalization.CultureInfo.InvariantCulture) > 0);
        Assert.Equal(1, store.Database.Read(session => ArchivedFrame.InEpoch(session, LoggerNumber, Epoch(session), 1, uint.MaxValue)
            .Count(frame => frame.Kind == FrameKind.Event && EventFrame.Read(frame.Bytes, 0).Code == EventCode.Maintenance)));
    }

    [Fact]
    public async Task A_box_that_stays_awake_hears_a_command_that_is_ordered_meanwhile()
    {
        await OrderAsync("commands", new { command = "awake minutes=10", reason = "a technician calls" });
        await ContactUntilAsync(async () => long.TryParse(await StatusAsync("awake_s"), out long left) && left > 0);
        JsonElement made = await OrderAsync("commands", new { command = "selftest", reason = "now" });
        // It went out at once: the outbox says so before any further contact.
        await UntilAsync(async () => (await NewestAsync()).GetProperty("timesSent").GetInt64() == 1);
        Assert.Equal(made.GetProperty("id").GetInt64(), (await NewestAsync()).GetProperty("id").GetInt64());
    }

    [Fact]
    public async Task Orders_need_a_maintainer_a_reason_and_permitted_words()
    {
        using HttpRequestMessage bad = new(HttpMethod.Post, Api + "/commands") { Content = JsonContent.Create(new { command = "quiet minutes=9999", reason = "x" }) };
        JsonElement refusal = JsonDocument.Parse(await (await client.SendAsync(bad)).Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((400, "command", "0 to 4320"), (refusal.GetProperty("status").GetInt32(), refusal.GetProperty("field").GetString(), refusal.GetProperty("permitted").GetString()));
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, (await client.PostAsJsonAsync(Api + "/commands", new { command = "reboot" })).StatusCode);
        client.DefaultRequestHeaders.Authorization = null;
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await client.PostAsJsonAsync(Api + "/commands", new { command = "reboot", reason = "x" })).StatusCode);
        Assert.Empty((await GetAsync(Api + "/outbox")).GetProperty("items").EnumerateArray());
    }

    private static uint Epoch(StoreSession session) => (uint)session.Number("SELECT newest_epoch FROM logger")!.Value;

    private async Task SignInAsync()
    {
        string first = await gateway.FirstAccountLink;
        client = new HttpClient { BaseAddress = new Uri(await gateway.Address) };
        client.DefaultRequestHeaders.Add(Access.Header, "1");
        (await client.PostAsJsonAsync("/api/account/claim", new { code = first[(first.IndexOf("code=", StringComparison.Ordinal) + 5)..], name = "li", password = "correct horse battery" })).EnsureSuccessStatusCode();
        HttpResponseMessage made = await client.PostAsJsonAsync("/api/account/tokens", new { label = "test", role = "maintainer", days = 2 });
        token = (await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        await UseGatewayAsync();
    }

    private async Task UseGatewayAsync()
    {
        client.Dispose();
        client = new HttpClient(new HttpClientHandler { UseCookies = false }) { BaseAddress = new Uri(await gateway.Address) };
        client.DefaultRequestHeaders.Add(Access.Header, "1");
        client.DefaultRequestHeaders.Authorization = new("Bearer", token);
    }

    private async Task ConnectedAsync()
    {
        using CancellationTokenSource limit = new(Mailbox.Deadline);
        await link.WhenConnectedAsync(limit.Token);
    }

    private Task<JsonElement> GetAsync(string address) => client.GetFromJsonAsync<JsonElement>(address);

    private async Task<JsonElement> OrderAsync(string what, object body)
    {
        HttpResponseMessage answer = await client.PostAsJsonAsync($"{Api}/{what}", body);
        string text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Created, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private async Task<JsonElement> NewestAsync() => (await GetAsync(Api + "/outbox")).GetProperty("items")[0];

    private async Task<string?> NewestStateAsync() => (await NewestAsync()).GetProperty("state").GetString();

    private async Task<string?> StatusAsync(string key) => (await GetAsync(Api)).GetProperty("status").TryGetProperty(key, out JsonElement word) ? word.GetString() : null;

    /// <summary>Contacts, at most <see cref="ContactsMost"/>; after each the gateway has until its next status to make the condition true.</summary>
    private async Task ContactUntilAsync(Func<Task<bool>> condition)
    {
        for (int contact = 0; contact < ContactsMost; contact++)
        {
            if (contact > 0 || !await condition())
                await ContactAsync();
            if (await condition())
                return;
        }
        Assert.Fail($"not within {ContactsMost} contacts; outbox {await client.GetStringAsync(Api + "/outbox")}, logger {await client.GetStringAsync(Api)}");
    }

    /// <summary>One wake, and the wait for its last word: the status with this wake's number.</summary>
    private async Task ContactAsync()
    {
        long acknowledged = station.Counters.Acknowledged;
        station.Step();
        if (station.Counters.Acknowledged == acknowledged)
            return;
        string wakes = station.Counters.Wakes.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await UntilAsync(async () => await HasCalledAsync() && await StatusAsync("wakes") == wakes);
    }

    private async Task<bool> HasCalledAsync() => (await GetAsync("/api/loggers")).GetProperty("items").GetArrayLength() == 1;

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using CancellationTokenSource limit = new(Mailbox.Deadline);
        while (!await condition())
            limit.Token.ThrowIfCancellationRequested();
    }

    /// <summary>The box's link; on request the gateway dies before the box's next answer is on its way.</summary>
    private sealed class GatewayKillingLink(ILink inner) : ILink
    {
        public Action? BeforeReply { get; set; }

        public bool Open(int effort, int timeoutMs) => inner.Open(effort, timeoutMs);

        public bool Publish(string topic, byte[] payload)
        {
            if (BeforeReply is { } kill && topic.EndsWith("/up/reply", StringComparison.Ordinal))
            {
                kill();
                BeforeReply = null;
            }
            return inner.Publish(topic, payload);
        }

        public LinkMessage? Receive(int timeoutMs) => inner.Receive(timeoutMs);

        public void Close() => inner.Close();
    }
}

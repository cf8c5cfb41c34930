using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KarstLogger.Gateway.Mqtt;
using KarstLogger.Gateway.Tests.Mqtt;
using KarstLogger.Simulation.Numbers;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Numbers;

/// <summary>The bytes that the table counts, against a contact of the same packets with a real mosquitto over TLS 1.2, counted by a relay between them.</summary>
public sealed class AirBytesTests : IAsyncLifetime
{
    private const string Logger = BrokerInFolder.Logger;

    // An ECDSA signature is 70 to 72 bytes as DER: one in the handshake and one in the certificate, and the certificate's serial and dates.
    private const int HandshakeSpread = 8;

    private BrokerInFolder host = null!;
    private CuttableRelay relay = null!;

    public async Task InitializeAsync()
    {
        host = await BrokerInFolder.StartAsync(withTls: true);
        relay = new CuttableRelay(host.Broker.Port);
    }

    public async Task DisposeAsync()
    {
        await relay.DisposeAsync();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task A_contact_with_a_real_broker_costs_the_bytes_that_the_table_counts()
    {
        byte[] envelope = new byte[Envelope.HeaderByteCount + SampleFrame.ByteCount], status = new byte[640], acknowledgement = new byte[32];
        string password = host.Broker.CredentialsOf(Logger).Password;
        await using IMqttEngine gateway = MqttEngines.Create();
        using CancellationTokenSource limit = new(Mailbox.Deadline);
        Assert.Equal(MqttConnectOutcome.Accepted, await gateway.ConnectAsync(host.Broker.ConnectionOf(PrivateBroker.GatewayUser), static _ => { }, static _ => { }, limit.Token));
        using TcpClient tcp = new("127.0.0.1", relay.Port);
        await using SslStream box = new(tcp.GetStream());
        await box.AuthenticateAsClientAsync(Tls(), limit.Token);
        await AskAsync(box, MqttPackets.Connect(Logger, password, 3700), MqttPackets.ConnAckBytes, limit.Token);
        Assert.InRange(relay.BytesUp - Record(MqttPackets.Connect(Logger, password, 3700).Length), AirBytes.HandshakeUp - HandshakeSpread, AirBytes.HandshakeUp + HandshakeSpread);
        Assert.InRange(relay.BytesDown - Record(MqttPackets.ConnAckBytes), AirBytes.HandshakeDown - HandshakeSpread, AirBytes.HandshakeDown + HandshakeSpread);
        await AskAsync(box, MqttPackets.Subscribe(1, Topics.AllDown(Logger)), MqttPackets.SubAckBytes, limit.Token);
        await AskAsync(box, MqttPackets.Publish(2, Topics.Data(Logger), envelope), MqttPackets.PubAckBytes, limit.Token);
        await gateway.PublishAsync(Topics.Ack(Logger), acknowledgement, MqttQos.AtLeastOnce, false, limit.Token);
        await AskAsync(box, [], MqttPackets.Publish(1, Topics.Ack(Logger), acknowledgement).Length, limit.Token);
        await box.WriteAsync(MqttPackets.PubAck(1), limit.Token);
        await AskAsync(box, MqttPackets.Publish(3, Topics.Status(Logger), status), MqttPackets.PubAckBytes, limit.Token);
        await box.WriteAsync(MqttPackets.Disconnect(), limit.Token);
        Assert.Equal(0, await box.ReadAsync(new byte[1], limit.Token)); // the broker has heard the goodbye, so everything has passed the relay
        ContactBytes counted = AirBytes.Contact(Logger, [new AirMessage(true, Topics.Data(Logger), envelope), new AirMessage(false, Topics.Ack(Logger), acknowledgement), new AirMessage(true, Topics.Status(Logger), status)]);
        // The table counts with a password of 32 characters.
        Assert.InRange(relay.BytesUp + AirBytes.PasswordLength - password.Length, counted.TlsUp - HandshakeSpread, counted.TlsUp + HandshakeSpread);
        // The broker's own goodbye (an alert record of 2 bytes, RFC 5246 7.2.1) is not in the table: a box that has said goodbye does not listen to it.
        Assert.InRange(relay.BytesDown - Record(2), counted.TlsDown - HandshakeSpread, counted.TlsDown + HandshakeSpread);
    }

    private static int Record(int plain) => plain + AirBytes.RecordOverhead;

    private SslClientAuthenticationOptions Tls()
    {
        X509ChainPolicy policy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(host.Broker.ConnectionOf(Logger).Tls!.CaFile);
        return new SslClientAuthenticationOptions { TargetHost = "127.0.0.1", EnabledSslProtocols = SslProtocols.Tls12, CertificateChainPolicy = policy };
    }

    private static async Task AskAsync(SslStream box, byte[] packet, int answerBytes, CancellationToken cancellation)
    {
        if (packet.Length > 0)
            await box.WriteAsync(packet, cancellation);
        await box.ReadExactlyAsync(new byte[answerBytes], cancellation);
    }
}

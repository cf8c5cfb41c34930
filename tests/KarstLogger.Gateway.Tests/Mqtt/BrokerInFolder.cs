using KarstLogger.Gateway.Mqtt;

namespace KarstLogger.Gateway.Tests.Mqtt;

/// <summary>A private broker in a folder of its own that goes with it; two loggers have accounts.</summary>
public sealed class BrokerInFolder : IAsyncDisposable
{
    public const string Logger = "kl-0000a001";
    public const string OtherLogger = "kl-0000a002";

    private readonly DirectoryInfo folder;

    private BrokerInFolder(DirectoryInfo folder, PrivateBroker broker) => (this.folder, Broker) = (folder, broker);

    public PrivateBroker Broker { get; }

    public static async Task<BrokerInFolder> StartAsync(bool withTls = false)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("karst-broker-");
        PrivateBrokerTls? tls = withTls ? TestCertificates.Write(folder.FullName) : null;
        return new(folder, await PrivateBroker.StartAsync(Path.Combine(folder.FullName, "broker"), [Logger, OtherLogger], tls));
    }

    public async ValueTask DisposeAsync()
    {
        await Broker.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

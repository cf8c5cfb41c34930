using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.HostSim;

/// <summary>The link of a firmware image that no gateway understands: it attaches and publishes, and nothing of it arrives. Time passes as on the link below.</summary>
public sealed class MuteLink(ILink below) : ILink
{
    /// <inheritdoc/>
    public bool Open(int effort, int timeoutMs) => below.Open(effort, timeoutMs);

    /// <inheritdoc/>
    public bool Publish(string topic, byte[] payload) => true;

    /// <inheritdoc/>
    public LinkMessage? Receive(int timeoutMs) => below.Receive(timeoutMs);

    /// <inheritdoc/>
    public void Close() => below.Close();
}

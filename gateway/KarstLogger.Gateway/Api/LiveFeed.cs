using System.Collections.Concurrent;
using System.Threading.Channels;
using KarstLogger.Gateway.Derive;

namespace KarstLogger.Gateway.Api;

/// <summary>Something that readers are told at once.</summary>
/// <param name="Station">Slug.</param>
/// <param name="AuditId">The entry; absent where results are new.</param>
public sealed record LiveNews(string Station, long? AuditId);

/// <summary>Passes news on to all readers that listen. A reader that does not keep up misses the oldest news and is told the state again with the next.</summary>
public sealed class LiveFeed(DeriveLoop deriving) : IHostedService
{
    /// <summary>News waiting for one reader.</summary>
    public const int WaitingMost = 256;

    private readonly ConcurrentDictionary<object, Channel<LiveNews>> _readers = new();

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        deriving.Derived += OnDerived;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        deriving.Derived -= OnDerived;
        return Task.CompletedTask;
    }

    /// <summary>Tells all readers.</summary>
    public void Tell(LiveNews news)
    {
        foreach (Channel<LiveNews> reader in _readers.Values)
            reader.Writer.TryWrite(news);
    }

    /// <summary>Everything that is told from now on.</summary>
    public (ChannelReader<LiveNews> News, IDisposable Listening) Listen()
    {
        Channel<LiveNews> own = Channel.CreateBounded<LiveNews>(new BoundedChannelOptions(WaitingMost) { FullMode = BoundedChannelFullMode.DropOldest });
        Listener listener = new(this);
        _readers[listener] = own;
        return (own.Reader, listener);
    }

    private void OnDerived(string station) => Tell(new LiveNews(station, null));

    private sealed class Listener(LiveFeed feed) : IDisposable
    {
        public void Dispose() => feed._readers.TryRemove(this, out _);
    }
}

namespace KarstLogger.Browser.Tests;

/// <summary>All browser tests share one running gateway: its stations take seconds to make.</summary>
[CollectionDefinition(Name)]
public sealed class GatewayCollection : ICollectionFixture<RunningGateway>
{
    public const string Name = "gateway";
}

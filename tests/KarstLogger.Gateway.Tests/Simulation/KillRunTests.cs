using KarstLogger.Simulation;
using Xunit.Abstractions;

namespace KarstLogger.Gateway.Tests.Simulation;

/// <summary>Real processes, killed.</summary>
public sealed class KillRunTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Boxes_before_a_gateway_that_is_killed_five_times_and_a_broker_that_dies_once_break_no_promise()
    {
        string folder = Directory.CreateTempSubdirectory("karst-kill-").FullName;
        try
        {
            KillResult result = await new KillRun(new KillOrder(2, 4, 5, 41, Path.Combine(folder, "run")), TimeProvider.System, output.WriteLine).RunAsync(CancellationToken.None);
            output.WriteLine(result.ToString());
            Assert.True(result.Breaches.Count == 0, string.Join('\n', result.Breaches));
            Assert.Equal((5, 1), (result.Kills, result.BrokerKills));
            // Three to four days of 96 samples of two boxes, each with a frame of further channels, and some events.
            Assert.InRange(result.Archived, 2 * 2 * 96 * 2, 2 * 4 * 96 * 2 + 200);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

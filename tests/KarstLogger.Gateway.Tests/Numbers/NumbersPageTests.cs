using KarstLogger.Simulation.Numbers;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Numbers;

public sealed class NumbersPageTests
{
    [Fact]
    public void The_committed_page_is_what_the_command_prints() =>
        Assert.Equal(File.ReadAllText(Path.Combine(ReferenceFiles.ProjectRoot, "docs", "numbers.md")), NumbersPage.Text(ReferenceFiles.ProjectRoot));
}

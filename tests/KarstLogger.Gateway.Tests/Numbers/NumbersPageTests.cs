using System.Globalization;
using System.Text;
using KarstLogger.Simulation.Numbers;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Numbers;

public sealed class NumbersPageTests
{
    [Fact]
    public void The_committed_page_is_what_the_command_prints() =>
        Assert.Equal(File.ReadAllText(Path.Combine(ReferenceFiles.ProjectRoot, "docs", "numbers.md")), NumbersPage.Text(ReferenceFiles.ProjectRoot));

    [Fact]
    public void The_box_counts_for_its_data_cap_what_goes_over_the_air_and_never_less()
    {
        RecordedStation week = RecordedStation.Run(NumbersPage.ReferenceSonde, 1);
        long counted = 0, real = 0;
        for (int i = 1; i < week.Contacts.Count; i++)
        {
            long before = Bytes(week.Contacts[i - 1]), now = Bytes(week.Contacts[i]);
            // The day's count begins anew at midnight.
            if (now < before)
                continue;
            counted += now - before;
            // A status tells the count without itself: between two of them lie the earlier status and the later contact without its own.
            real += AirBytes.Contact(RecordedStation.Logger, [week.Contacts[i - 1][^1], .. week.Contacts[i].SkipLast(1)]).All;
        }
        Assert.InRange(counted / (double)real, 1.0, 1.03);

        static long Bytes(IReadOnlyList<AirMessage> contact) => long.Parse(Words.Value(Encoding.UTF8.GetString(contact[^1].Payload), "day_air_bytes"), CultureInfo.InvariantCulture);
    }
}

using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;

namespace KarstLogger.Gateway.Tests.Stations;

public sealed class StationRegisterTests : IDisposable
{
    private static readonly ChangeOrder Order = new("Li", "first survey", 1000);
    private readonly TemporaryStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public void A_station_comes_back_from_the_store_as_it_was_put_in()
    {
        StationConfiguration station = StationFile.Read("f", StationFileTests.Good);
        Assert.Equal(1, Put(station));
        RegisteredStation found = store.Database.Read(session => StationRegister.Find(session, "huanghou"))!;
        Assert.Equal(station.Hash, found.Configuration.Hash);
        Assert.Equal(station.Deployments.AsEnumerable(), found.Configuration.Deployments);
        Assert.Null(store.Database.Read(session => StationRegister.Find(session, "banzhai")));
    }

    [Fact]
    public void The_same_file_again_changes_nothing_and_another_one_is_the_next_version_with_the_old_one_kept()
    {
        Put(StationFile.Read("f", StationFileTests.Good));
        Assert.Equal(1, Put(StationFile.Read("g", "# a remark\n" + StationFileTests.Good)));
        long sections = store.Count("configuration");
        Assert.Equal(2, Put(StationFile.Read("f", StationFileTests.Good.Replace("0.42", "0.43", StringComparison.Ordinal))));
        Assert.Equal(2 * sections, store.Count("configuration"));
        Assert.Equal(["Li", "Li"], store.Database.Read(session => AuditTrail.Of(session, "station/huanghou")).Select(entry => entry.Order.Actor));
    }

    [Fact]
    public void A_changed_configuration_marks_what_its_loggers_have_sent_as_out_of_date()
    {
        store.Archive.Append([Frames.Upload(Frames.Sample(1), Frames.Sample(9))]);
        Put(StationFile.Read("f", StationFileTests.Good));
        DirtyInterval mark = Assert.Single(store.Database.Read(session => DirtyIntervals.Of(session, "huanghou")));
        Assert.Equal((Frames.Start + 900L, Frames.Start + 8100L, "configuration"), (mark.FromUtcSeconds, mark.ToUtcSeconds, mark.Cause));
    }

    private long Put(StationConfiguration station) => store.Database.Write(session => StationRegister.Put(session, station, Order));
}

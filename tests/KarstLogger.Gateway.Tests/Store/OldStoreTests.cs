using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests.Store;

/// <summary>Databases of older versions, as users have them (tests/golden/store), opened by this program.</summary>
public sealed class OldStoreTests : IDisposable
{
    private static readonly string Folder = Path.Combine(ReferenceFiles.ProjectRoot, "tests", "golden", "store");
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("karst-old-store-");

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.db").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Files))]
    public void An_old_store_keeps_its_frames_station_audit_results_and_acknowledgement(string file)
    {
        using StoreDatabase store = Open(file);
        List<ArchivedFrame> frames = store.Read(session => ArchivedFrame.InEpoch(session, Frames.Logger, Frames.Epoch, 1, uint.MaxValue).ToList());
        Assert.Equal([(1u, 1200), (2u, 1210), (5u, 1250)], frames.Select(frame => (frame.Key.Sequence, SampleFrame.Read(frame.Bytes, 0).Level)));
        Assert.All(frames, frame => Assert.Equal(FrameFault.None, Frame.Check(frame.Bytes, 0, frame.Bytes.Length)));
        Acknowledgement told = new FrameArchive(store).For(Frames.Logger, Frames.Epoch, 1, DateTimeOffset.UnixEpoch);
        Assert.Equal((2u, 5u), (told.CommittedThrough, Assert.Single(told.RangeFirst)));
        RegisteredStation station = store.Read(session => StationRegister.Find(session, "huanghou"))!;
        Assert.Equal((1L, 0.42), (station.Version, station.Configuration.Deployments[0].OffsetMetres));
        Assert.Equal("Li", Assert.Single(store.Read(session => AuditTrail.Of(session, "station/huanghou"))).Order.Actor);
        Run run = store.Read(session => Runs.Current(session, "huanghou"))!;
        // Level 0.1200 m and offset 0.42 m.
        Assert.Equal(0.54, store.Read(session => StationStateRow.Between(session, "huanghou", run.Id, 0, uint.MaxValue).First().Value(StationVariable.Stage)!.Value), 12);
        Assert.Equal(40, store.Read(session => session.Number("SELECT byte_count FROM rejected_frame")));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_old_store_takes_new_frames_after_its_migration(string file)
    {
        using StoreDatabase store = Open(file);
        AppendResult result = new FrameArchive(store).Append([Frames.Upload(Frames.Sample(3), Frames.Sample(4))])[0];
        Assert.Equal(2, result.Count(FrameOutcome.Stored));
        Assert.Equal(5u, new FrameArchive(store).For(Frames.Logger, Frames.Epoch, 1, DateTimeOffset.UnixEpoch).CommittedThrough);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_migrated_store_has_the_tables_of_a_new_one(string file)
    {
        using StoreDatabase old = Open(file), fresh = StoreDatabase.Open(Path.Combine(folder.FullName, "fresh.db"));
        Assert.Equal(Columns(fresh), Columns(old));
        Assert.Equal(StoreMigrations.Newest, old.Read(session => session.Number("SELECT MAX(version) FROM store_version")));
    }

    private StoreDatabase Open(string file)
    {
        string copy = Path.Combine(folder.FullName, file);
        File.Copy(Path.Combine(Folder, file), copy);
        return StoreDatabase.Open(copy);
    }

    private static List<string> Columns(StoreDatabase store) => store.Read(session => session.Query(
        "SELECT t.name || '.' || c.name || ' ' || c.type FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' ORDER BY t.name, c.name",
        row => row.GetString(0)));
}

using System.Xml.Linq;
using KarstLogger.Gateway.Derive;
using KarstLogger.Gateway.Export;
using KarstLogger.Gateway.Import;
using KarstLogger.Gateway.Plots;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Export;

/// <summary>The documented example, run on the real record that it is written for.</summary>
public sealed class ExportPlotTests : IDisposable
{
    private static readonly string Examples = Path.Combine(ReferenceFiles.ProjectRoot, "docs", "how-to", "examples");

    // 2019-01-01 and 2019-11-15, UTC.
    private const long From = 1_546_300_800, To = 1_573_776_000;

    private readonly TemporaryStore store = new();

    public void Dispose() => store.Dispose();

    [SharedFact("data/lro")]
    public void A_real_record_is_drawn_with_a_panel_for_each_variable_it_has_and_its_peaks_survive_the_thinning()
    {
        StationConfiguration station = StationFile.Load(Path.Combine(Examples, "logan-river.station"));
        store.Database.Write(session => StationRegister.Put(session, station, new ChangeOrder("test", "example", 0)));
        using (FileStream record = File.OpenRead(ReferenceFiles.Path("data", "lro", "LR_TG_BA_2019.csv")))
            new RecordImport(store.Database, TimeProvider.System).ImportCsv(station, ImportMapping.Load(Path.Combine(Examples, "logan-river.mapping")), "tg.csv", record, _ => { });
        new StationDeriver(store.Database, TimeProvider.System).DeriveDirty(station.Slug);

        (SvgPlot plot, double highest) = store.Database.Read(session =>
        {
            StationExport export = StationExport.Open(session, StationRegister.Find(session, station.Slug)!, From, To, To)!;
            return (ExportPlot.Draw(export), export.Rows().Where(row => (int)row.State.Flags[1] is 1 or 2 or 3).Max(row => row.State.Values[1]!.Value));
        });

        Assert.Equal(9, plot.Panels.Length); // all but rain, which the record does not have
        Assert.Contains("no usable values: Rain (mm)", plot.Footer, StringComparison.Ordinal);
        LineLayer stage = plot.Panels[0].Layers.OfType<LineLayer>().Single();
        Assert.Equal(highest, stage.Points.Max(point => point.Y!.Value));
        Assert.True(stage.Points.Length <= 3002, $"{stage.Points.Length} points for 1500 stretches of two");
        Assert.Equal("svg", XDocument.Parse(plot.Render()).Root!.Name.LocalName);
    }
}

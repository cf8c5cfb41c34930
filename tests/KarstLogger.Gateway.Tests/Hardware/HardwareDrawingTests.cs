using System.Globalization;
using System.Xml.Linq;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Hardware;
using KarstLogger.Gateway.Hardware.Drawings;
using static KarstLogger.Gateway.Tests.Hardware.HardwareFolder;

namespace KarstLogger.Gateway.Tests.Hardware;

/// <summary>The committed pictures are those of the tables, and can be read on paper.</summary>
public class HardwareDrawingTests
{
    [Fact]
    public void No_committed_picture_is_stale() => Assert.Empty(HardwareDrawings.Stale(Set, System.IO.Path.Combine(HardwareFolder.Path, "drawings")));

    [Fact]
    public void A_changed_colour_makes_its_picture_stale()
    {
        HardwareSet changed = WithPin("S-AT400", "RS485 (+)", pin => pin with { CableColour = "violet" });
        Assert.Equal(["sonde-AT400.svg"], HardwareDrawings.Stale(changed, System.IO.Path.Combine(HardwareFolder.Path, "drawings")));
    }

    [Fact]
    public void No_text_lies_on_another_or_leaves_the_sheet_or_is_too_small_to_print()
    {
        List<string> faults = [];
        foreach ((string name, string svg) in HardwareDrawings.All(Set))
        {
            XElement root = XDocument.Parse(svg).Root!;
            double[] sheet = [.. root.Attribute("viewBox")!.Value.Split(' ').Select(Number)];
            List<(string Text, double Left, double Top, double Right, double Bottom)> boxes = [.. root.Elements().Where(one => one.Name.LocalName == "text" && one.Value.Length > 0).Select(Box)];
            faults.AddRange(boxes.Where(box => box.Left < 0 || box.Right > sheet[2] || box.Top < 0 || box.Bottom > sheet[3]).Select(box => $"{name}: '{box.Text}' leaves the sheet"));
            faults.AddRange(root.Elements().Where(one => one.Name.LocalName == "text" && Number(one.Attribute("font-size")!.Value) < 2.5).Select(one => $"{name}: '{one.Value}' is below 7 points"));
            for (int i = 0; i < boxes.Count; i++)
                for (int j = i + 1; j < boxes.Count; j++)
                    if (boxes[i].Left < boxes[j].Right && boxes[j].Left < boxes[i].Right && boxes[i].Top < boxes[j].Bottom && boxes[j].Top < boxes[i].Bottom)
                        faults.Add($"{name}: '{boxes[i].Text}' lies on '{boxes[j].Text}'");
        }
        Assert.Empty(faults);
    }

    [Fact]
    public void Every_sonde_and_supply_has_its_picture()
    {
        IReadOnlyDictionary<string, string> drawings = HardwareDrawings.All(Set);
        foreach (SondeDuty sonde in Set.Sondes)
            Assert.Contains($"sonde-{sonde.Sonde}.svg", drawings.Keys);
        Assert.Contains("supply-LFP12.svg", drawings.Keys);
    }

    [Fact]
    public void A_bad_table_is_refused_with_file_line_field_and_range()
    {
        string folder = Directory.CreateTempSubdirectory("karst-hardware-").FullName;
        try
        {
            foreach (string file in Directory.GetFiles(HardwareFolder.Path, "*.csv"))
                File.Copy(file, System.IO.Path.Combine(folder, System.IO.Path.GetFileName(file)));
            string pins = System.IO.Path.Combine(folder, "esp32-pins.csv");
            File.WriteAllText(pins, "gpio,rule,reason\n1,free,\n77,free,\n");
            Assert.Equal($"{pins}, line 3, field 'gpio': '77' is not a whole number from 0 to 39", Assert.Throws<BadInputException>(() => HardwareSet.Read(folder)).Message);
            File.WriteAllText(pins, "gpio,rule,reason\n1,free\n");
            Assert.Contains("line 2", Assert.Throws<BadInputException>(() => HardwareSet.Read(folder)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // 0.75 of the size above the base line and 0.2 below hold the letters of the usual fonts.
    private static (string, double, double, double, double) Box(XElement text)
    {
        double x = Number(text.Attribute("x")!.Value), y = Number(text.Attribute("y")!.Value), size = Number(text.Attribute("font-size")!.Value);
        double width = Sheet.WidthOf(text.Value, size) * 0.85; // WidthOf is generous by design
        double left = text.Attribute("text-anchor")!.Value switch { "end" => x - width, "middle" => x - width / 2, _ => x };
        return (text.Value, left, y - 0.75 * size, left + width, y + 0.2 * size);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}

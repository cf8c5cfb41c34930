using System.Xml.Linq;
using KarstLogger.Firmware.Esp32;
using KarstLogger.TestSupport;

namespace KarstLogger.Firmware.Tests.Board;

public sealed class BoardSettingsTests : IDisposable
{
    private const string Secrets = "format = 1\n[wifi]\nname = cave\npassword = p\n[broker]\npassword = q\n";
    private readonly string _folder = Directory.CreateTempSubdirectory("karst-box-").FullName + "/";

    public void Dispose() => Directory.Delete(_folder, true);

    private BoxSettings Read(string box, string secrets = Secrets)
    {
        File.WriteAllText(_folder + "box.conf", box);
        File.WriteAllText(_folder + "secrets.conf", secrets);
        return BoxSettings.Read(_folder);
    }

    [Fact]
    public void The_settings_of_the_flashing_guide_are_read_without_an_error()
    {
        string guide = File.ReadAllText(Path.Combine(ReferenceFiles.ProjectRoot, "docs", "flashing.md"));
        string[] blocks = [.. guide.Split("```").Where((_, i) => i % 2 == 1)];
        File.WriteAllText(_folder + "secrets.conf", blocks.Single(block => block.StartsWith("secrets.conf\n", StringComparison.Ordinal))["secrets.conf\n".Length..]);
        File.WriteAllText(_folder + "box.conf", blocks.Single(block => block.StartsWith("box.conf\n", StringComparison.Ordinal))["box.conf\n".Length..]);
        BoxSettings settings = BoxSettings.Read(_folder);
        Assert.Equal("", settings.Errors);
        Assert.Equal(0x0a1b2c3du, settings.LoggerId);
    }

    [Fact]
    public void A_box_without_its_files_says_what_is_missing() => Assert.Contains("[box]", BoxSettings.Read(_folder + "nowhere/").Errors, StringComparison.Ordinal);

    [Theory]
    [InlineData("password = cave-water\npin = 4711", true, "")]
    [InlineData("password = cave-water", true, "")]
    [InlineData("password = short\npin = 4711", false, "password")]
    [InlineData("password = cave-water\npin = 12", true, "pin")]
    public void The_access_point_needs_a_password_of_eight_characters_and_the_page_a_pin_of_four(string lines, bool hasAccessPoint, string refused)
    {
        File.WriteAllText(_folder + "box.conf", "format = 1\n[box]\nlogger = kl-0a1b2c3d\n[broker]\nhost = h\n[page]\nstation = 龙洞\n");
        File.WriteAllText(_folder + "secrets.conf", Secrets + "[page]\n" + lines + "\n");
        BoxSettings settings = BoxSettings.Read(_folder);
        Assert.Equal(hasAccessPoint, settings.HasAccessPoint);
        Assert.Equal("龙洞", settings.Station);
        if (refused.Length == 0)
            Assert.Equal("", settings.Errors);
        else
            Assert.Contains(refused, settings.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_box_without_the_section_has_no_access_point() => Assert.False(Read("format = 1\n[box]\nlogger = kl-0a1b2c3d\n[broker]\nhost = h\n").HasAccessPoint);

    [Theory]
    [InlineData("journal_kib = 63", "journal_kib")]
    [InlineData("logger = kl-1", "logger")]
    [InlineData("sdcard = yes", "sdcard")]
    public void A_wrong_line_is_named(string line, string key)
    {
        string logger = key == "logger" ? "" : "logger = kl-0a1b2c3d\n";
        Assert.Contains(key, Read($"format = 1\n[box]\n{logger}{line}\n[broker]\nhost = b\n").Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_box_with_a_modem_needs_its_section_and_no_WiFi()
    {
        const string box = "format = 1\n[box]\nlogger = kl-0a1b2c3d\nlink = modem\n[broker]\nhost = gateway.example\n";
        Assert.Contains("[modem]", Read(box).Errors, StringComparison.Ordinal);
        BoxSettings settings = Read(box + "[modem]\napn = karst\n", "format = 1\n[broker]\npassword = q\n[modem]\nsim_pin = 4711\n");
        Assert.Equal("", settings.Errors);
        Assert.True(settings.UsesModem);
        Assert.Equal(("karst", "4711", "kl-0a1b2c3d", "gateway.example", "q"), (settings.Modem.Apn, settings.Modem.SimPin, settings.Modem.Logger, settings.Modem.BrokerHost, settings.Modem.BrokerPassword));
    }

    [Theory]
    [InlineData("apn = a\"b", "sim_pin = 4711", "apn")]
    [InlineData("roaming = maybe", "sim_pin = 4711", "roaming")]
    [InlineData("apn = a", "sim_pin = 47", "sim_pin")]
    [InlineData("apn = a", "sim_pin = 47x1", "sim_pin")]
    [InlineData("apn = a", "apn_user = \\", "apn_user")]
    public void A_modems_wrong_line_is_named_and_never_its_secret(string line, string secret, string key)
    {
        string errors = Read($"format = 1\n[box]\nlogger = kl-0a1b2c3d\nlink = modem\n[broker]\nhost = b\n[modem]\n{line}\n", $"format = 1\n[broker]\npassword = q\n[modem]\n{secret}\n").Errors;
        Assert.Contains(key, errors, StringComparison.Ordinal);
        Assert.DoesNotContain("47x1", errors, StringComparison.Ordinal);
    }

    // Bosch BMP280 datasheet BST-BMP280-DS001, section 3.12, "Calculation of pressure and temperature": the example with its trimming values.
    [Fact]
    public void The_barometers_formulas_give_the_datasheets_example()
    {
        int[] words = [27504, 26435, -1000, 36477, -10685, 3024, 2855, 140, -7, 15500, -14600, 6000];
        Bme280Trim trim = new([.. words.SelectMany(word => new[] { (byte)word, (byte)(word >> 8) }), 0, 75], new byte[7]);
        int fine = trim.FineTemperature(519888);
        Assert.Equal(2508, Bme280Trim.HundredthsOfDegree(fine));
        Assert.Equal(100653, trim.PressurePascals(415148, fine));
    }

    [Fact]
    public void The_application_tells_the_projects_version()
    {
        XDocument props = XDocument.Load(Path.Combine(ReferenceFiles.ProjectRoot, "Directory.Build.props"));
        Assert.Equal(Application.Version, props.Descendants("KarstVersion").Single().Value);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Instruments;
using KarstLogger.Hydrochemistry.Carbonate;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Stations;

/// <summary>Reads station files (docs/how-to/station-file.md). All faults of a file are reported at once, each with its line, field and what is permitted.</summary>
public static class StationFile
{
    private static readonly string[] Kinds =
        ["station", "site", "position", "area", "datum", "deployment", "rating", "segment", "regression", "mean", "service", "thresholds", "instruments", "barometer", "tailwater", "strong-acids", "stable-share", "neighbour"];

    /// <summary>Reads a file from the disk.</summary>
    /// <exception cref="BadInputException">It cannot be read, or has faults.</exception>
    public static StationConfiguration Load(string path)
    {
        try
        {
            return Read(path, File.ReadAllText(path));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(path, null, null, $"cannot be read: {failure.Message}");
        }
    }

    /// <summary>Reads a text; <paramref name="source"/> names it in messages.</summary>
    /// <exception cref="BadInputException">It has faults.</exception>
    public static StationConfiguration Read(string source, string text)
    {
        ConfigText config = ConfigText.Parse(source, text);
        List<ConfigSection> sections = [.. config.Sections.Cast<ConfigSection>()];
        foreach (ConfigSection unknown in sections.Where(section => !Kinds.Contains(section.Kind)))
            config.Errors.Add($"{source}, line {unknown.Line}: section [{unknown.Kind}] is not known; permitted: {string.Join(", ", Kinds)}");
        foreach (string needed in (string[])["station", "site", "position"])
            if (config.Section(needed) is null)
                config.Errors.Add($"{source}: section [{needed}{(needed == "station" ? " slug" : "")}] is missing");
        StationConfiguration? station = config.Errors.Count > 0 ? null : ReadSections(config, sections);
        if (station is not null)
            config.RefuseUnread();
        if (station is null || config.Errors.Count > 0)
            throw new BadInputException(string.Join('\n', config.Errors.Cast<string>()));
        return station;
    }

    private static StationConfiguration ReadSections(ConfigText config, List<ConfigSection> sections)
    {
        ConfigSection head = config.Section("station"), site = config.Section("site");
        string slug = Slug(head, head.Name), siteSlug = Slug(site, site.Text("slug"), "slug");
        StationPosition position = ReadPosition(config.Section("position"));
        ImmutableArray<Deployment> deployments = Ordered(sections, "deployment", section => ReadDeployment(section, slug), deployment => deployment.FromUtcSeconds);
        ReadDatum(config.Section("datum"));
        StationSettings settings = ReadSettings(head, slug, position, deployments, ServiceSections.Read(sections), sections, config);
        ImmutableArray<SectionText> texts = [.. sections.Select(TextOf)];
        return new StationConfiguration
        {
            Slug = slug,
            Name = head.Text("name", slug),
            Remark = head.Text("remark", ""),
            Licence = head.Text("licence", "not stated"),
            Site = siteSlug,
            IntervalSeconds = head.Integer("interval_s", 10, 86_400, 900),
            Position = position,
            Areas = Ordered(sections, "area", ReadArea, area => area.FromUtcSeconds),
            Deployments = deployments,
            Barometer = BarometerChoice.Read(config.Section("barometer")),
            Tailwater = TailwaterChoice.Read(config.Section("tailwater")),
            Instruments = InstrumentSettings.Read(config.Section("instruments")),
            Settings = settings,
            Sections = texts,
            // Of a file with faults nothing is computed, and its sections may not belong together.
            Parts = config.Errors.Count == 0 ? ConfigurationParts.Of(texts, deployments, settings) : [],
        };
    }

    private static StationSettings ReadSettings(
        ConfigSection head, string slug, StationPosition position, ImmutableArray<Deployment> deployments, SensorCorrections corrections, List<ConfigSection> sections, ConfigText config) => new()
    {
        Station = slug,
        Datum = Datum(deployments, sections),
        Corrections = corrections,
        PhCalibrations = ServiceSections.PhCalibrations(deployments, corrections),
        LatitudeDegrees = position.LatitudeDegrees,
        AltitudeMetres = position.AltitudeMetres,
        CompensationLaw = head.Choice("compensation",
            ("linear-0.0191", CompensationLaw.Linear0191), ("linear-0.020", CompensationLaw.Linear0200), ("natural-water", CompensationLaw.NaturalWater)),
        Rain = new RainGauge(head.OptionalNumber("rain_mm_per_tip", 0.01, 10) ?? 0.2),
        Model = head.Choice("model", [.. CarbonateModel.Tags.Select(tag => (tag, CarbonateModel.Find(tag)!))]),
        Ratings = RatingSections.Read(sections),
        Regressions = IonSections.ReadRegressions(sections),
        MeanIons = IonSections.ReadMeans(sections),
        Quality = ThresholdSection.Read(config.Section("thresholds")),
        StrongAcids = SinkSections.ReadStrongAcids(config.Section("strong-acids")),
        StableShare = SinkSections.ReadStableShare(config.Section("stable-share")),
        Neighbour = SinkSections.ReadNeighbour(sections, slug),
    };

    // One sonde's height at a time: of two deployments that begin together nobody could say whose offset holds.
    private static DatumSurveys? Datum(ImmutableArray<Deployment> deployments, List<ConfigSection> sections)
    {
        for (int i = 1; i < deployments.Length; i++)
            if (deployments[i].FromUtcSeconds == deployments[i - 1].FromUtcSeconds)
            {
                sections.First(section => section.Kind == "deployment" && section.Name == deployments[i].Number.ToString(CultureInfo.InvariantCulture))
                    .Refuse("from", $"deployment {deployments[i - 1].Number} begins at the same instant; a station has one sonde at a time");
                return null;
            }
        return deployments.IsEmpty ? null : new DatumSurveys(deployments.Select(deployment => new DatumSurvey(deployment.FromUtcSeconds, deployment.OffsetMetres, IsProrated: false)));
    }

    private static StationPosition ReadPosition(ConfigSection section) => new(
        section.Number("latitude_deg", -90, 90), section.OptionalNumber("longitude_deg", -180, 180), section.Number("altitude_m", -450, 6000),
        section.Choice("sonde", ("lip", SondePlace.Lip), ("conduit", SondePlace.Conduit), ("downstream", SondePlace.Downstream)),
        section.OptionalNumber("sonde_downstream_m", 0, 1000) ?? 0, section.YesNo("illustrative", false));

    /// <summary>A dated area, of a station file or of a catchment file.</summary>
    internal static CatchmentArea ReadArea(ConfigSection section)
    {
        double total = section.Number("area_km2", 0.001, 100_000);
        return new CatchmentArea(total, section.Number("uncertainty_percent", 0, 100), section.Text("method"), section.Instant("from"),
            section.OptionalNumber("carbonate_km2", 0, total), section.YesNo("illustrative", false));
    }

    private static Deployment ReadDeployment(ConfigSection section, string slug)
    {
        string logger = section.Text("logger");
        uint id = ImportLogger.IdOf(slug);
        if (logger.Length > 0 && logger != "import" && (!LoggerId.TryParse(logger, out id) || ImportLogger.IsImport(id)))
            section.Refuse("logger", $"'{logger}' is no logger; permitted: kl- and 8 hexadecimal digits from kl-00000000 to kl-efffffff, or import");
        if (!int.TryParse(section.Name, out int number) || number is < 0 or > FrameHeader.DeploymentMost)
            section.Refuse("", $"'{section.Name}' is no deployment number; permitted: 0 to {FrameHeader.DeploymentMost}");
        long from = section.Instant("from");
        long? to = section.OptionalInstant("to");
        if (to <= from)
            section.Refuse("to", "does not come after 'from'");
        return new Deployment(number, id, section.Integer("slot", 0, 15, 0), section.Text("sonde_model", ""), section.Text("sonde_serial", ""), from, to,
            section.Number("offset_m", -100, 1000),
            section.Choice("level", ("depth", LevelBasis.SondeDepth), ("gauge", LevelBasis.GaugePascals), ("absolute", LevelBasis.AbsolutePascals)));
    }

    private static void ReadDatum(ConfigSection? section)
    {
        // For people and for the hash: the pipeline works above the station's own datum, wherever that lies.
        section?.Text("name", "");
        section?.OptionalNumber("elevation_m", -450, 6000);
        section?.Text("remark", "");
    }

    private static string Slug(ConfigSection section, string text, string key = "")
    {
        if (!ConfigFields.IsSlug(text))
            section.Refuse(key, $"'{text}' is no slug; permitted: 1 to 32 characters of a-z, 0-9 and -");
        return text;
    }

    private static ImmutableArray<T> Ordered<T>(List<ConfigSection> sections, string kind, Func<ConfigSection, T> read, Func<T, long> from) =>
        [.. sections.Where(section => section.Kind == kind).Select(read).ToList().OrderBy(from)];

    private static SectionText TextOf(ConfigSection section)
    {
        string canonical = section.Canonical();
        return new SectionText(section.Name.Length == 0 ? section.Kind : $"{section.Kind} {section.Name}", canonical,
            SHA256.HashData(Encoding.UTF8.GetBytes(canonical)), section.OptionalInstant("from"));
    }
}

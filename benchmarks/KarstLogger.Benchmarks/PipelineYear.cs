using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Level;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Benchmarks;

/// <summary>
/// A station-year of quarter hours (35 040 samples) through the whole pipeline as the gateway runs it: windows of 32 days with the tests' reach around them, every value with its
/// uncertainty, and the year's total with its budget. No window is larger than another, so the memory does not grow with the record.
/// </summary>
public sealed class PipelineYear
{
    public const int SamplesInYear = 35_040;

    private const int WindowSamples = 32 * 96;
    private const long Start = 1_767_225_600; // 2026-01-01T00:00:00Z

    private readonly List<StationSample> _samples = [];
    private readonly QcReach _reach = StationPipeline.Reach(Settings);

    public PipelineYear(int samples = SamplesInYear)
    {
        Random chance = new(1);
        for (int i = 0; i < samples; i++)
            _samples.Add(SampleAt(i, chance));
    }

    private static StationSettings Settings { get; } = new()
    {
        Station = "bench", Datum = new DatumSurveys([new DatumSurvey(0, 0.25, IsProrated: false)]), LatitudeDegrees = 26.6, AltitudeMetres = 1250,
        Ratings = [new RatingCurve
        {
            Id = "weir", ValidFromUtcSeconds = 0, Segments = [new RatingSegment(0.64, 1.5, 0.1)], GaugedDischarge = (0.02, 3), ResidualStandardDeviationLn = 0.1,
            Covariance = [1e-3, 1.5e-3, -1.5e-4, 1.5e-3, 6.5e-3, -9e-4, -1.5e-4, -9e-4, 1.35e-4],
        }],
        Regressions = [Line("Ca", 9.21, 0.158), Line("Mg", -2.94, 0.0354), Line("HCO3", -73.49, 0.816)],
        MeanIons = [new MeanIon("Na", 0.45, 0.3, "bench"), new MeanIon("K", 0.32, 0.1, "bench"), new MeanIon("Cl", 1.1, 0.4, "bench"), new MeanIon("SO4", 14.71, 4.9, "bench")],
    };

    /// <summary>Derives the year and integrates it, with the strong-acid bracket where asked for; returns a sum of its totals, mol.</summary>
    public double Run(bool withBracket = false)
    {
        YearTotals totals = new(withBracket);
        for (int from = 0; from < _samples.Count; from += WindowSamples)
            totals.Add(Derive(from, Math.Min(WindowSamples, _samples.Count - from)));
        return totals.Close();
    }

    /// <summary>
    /// As many years as asked for, without holding them: each window is made when it is derived. Tells <paramref name="afterWindow"/> after each window; returns a sum of its totals, mol.
    /// </summary>
    public static double Stream(int years, Action afterWindow)
    {
        YearTotals totals = new(withBracket: true);
        QcReach reach = StationPipeline.Reach(Settings);
        int count = years * SamplesInYear, back = (int)(reach.BackSeconds / 900), forward = (int)(reach.ForwardSeconds / 900);
        for (int from = 0; from < count; from += WindowSamples)
        {
            int first = Math.Max(0, from - back), end = Math.Min(count, from + WindowSamples + forward), derived = Math.Min(WindowSamples, count - from);
            List<StationSample> samples = [.. Enumerable.Range(first, end - first).Select(i => SampleAt(i, new Random(i)))];
            totals.Add(StationPipeline.Run(new StationWindow(samples, from - first, derived), Settings));
            afterWindow();
        }
        return totals.Close();
    }

    /// <summary>One arriving sample in the middle of the record: itself and the neighbours whose tests look forward to it, with the reach read around them.</summary>
    public DerivedSeries Arrive()
    {
        int forward = (int)(_reach.ForwardSeconds / 900);
        return Derive(_samples.Count / 2 - forward, forward + 1);
    }

    private DerivedSeries Derive(int from, int count)
    {
        int first = Math.Max(0, from - (int)(_reach.BackSeconds / 900)), end = Math.Min(_samples.Count, from + count + (int)(_reach.ForwardSeconds / 900));
        return StationPipeline.Run(new StationWindow(_samples.GetRange(first, end - first), from - first, count), Settings);
    }

    private static StationSample SampleAt(int i, Random chance)
    {
        double flood = Math.Exp(-(i % 1500) / 250.0), day = Math.Sin(2 * Math.PI * i / 96);
        return new StationSample
        {
            Logger = 1, Epoch = 1, Sequence = (uint)(i + 1), UtcSeconds = Start + 900L * i, ReceivedUtcSeconds = Start + 900L * i + 5,
            Level = ProbeValue.Good(0.2 + 0.5 * flood + 0.001 * chance.NextDouble()), WaterTemperature = ProbeValue.Good(17 + 0.3 * day + 0.01 * chance.NextDouble()),
            Ph = ProbeValue.Good(7.5 + 0.02 * day + 0.01 * chance.NextDouble()), Conductivity = ProbeValue.Good(400 - 80 * flood + chance.NextDouble()),
            ConductivityReading = ConductivityReading.InSitu, RainTips = ProbeValue.Good(i / 40),
        };
    }

    private static IonRegression Line(string ion, double intercept, double slope) => new()
    {
        Ion = ion, Intercept = intercept, Slope = slope, LeastSpecificConductance = 150, MostSpecificConductance = 700, ResidualStandardDeviation = 2,
        Covariance = new LineCovariance(0.066, 4.8e-7, -1.76e-4), Provenance = "bench", Standing = RegressionStanding.Illustrative,
    };

    /// <summary>The loads of hydrological years with their budgets, as <c>karst flux</c> integrates them.</summary>
    private sealed class YearTotals(bool withBracket)
    {
        private static readonly StationCalendar s_calendar = new(480, 1);

        private readonly LoadSampleSource _source = new(Settings);
        private readonly LoadTotals _totals = new(s_calendar, PeriodKind.HydrologicalYear, LoadRules.Default, SondeUncertainty.Default);
        private readonly BracketTotals? _bracket =
            withBracket ? new(Settings, utc => s_calendar.Containing(PeriodKind.HydrologicalYear, utc), LoadRules.Default, SondeUncertainty.Default) : null;
        private readonly List<PeriodLoad> _closed = [];

        public void Add(DerivedSeries series)
        {
            for (int i = series.First; i < series.First + series.Count; i++)
                if (series.Value(StationVariable.AlkalinityFlux, i) is not null
                    && _source.Of(new TotalSample(series.Samples[i].UtcSeconds, series.Value(StationVariable.Stage, i), series.Value(StationVariable.SpecificConductance, i), null)) is { } sample)
                {
                    _totals.Add(sample, _closed);
                    _bracket?.Add(sample);
                }
        }

        public double Close()
        {
            _closed.Add(_totals.Close()!);
            return _closed.Sum(load => load.Budget.Total) + (_bracket?.Close().Values.Sum(one => one.CationSide?.Total ?? 0) ?? 0);
        }
    }
}

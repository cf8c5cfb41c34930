using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Ions;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Loads;

/// <summary>
/// Load samples from a table: discharge from its column or from the stage by a rating, concentration from its column or from the conductance by a regression. Rows without a usable
/// value of either become gaps. Rows must ascend in time.
/// </summary>
public sealed class FluxSeries
{
    private static readonly string[] TimeNames = ["time_utc", "t", "t_s"], DischargeNames = ["q_m3s", "discharge_m3s"], StageNames = ["stage_m", "h_m"];
    private static readonly string[] ConductanceNames = ["ec25_uscm", "ec25"], MilligramNames = ["hco3_mgl"], MoleNames = ["hco3_molm3", "hco3_mmoll"];
    private static readonly string[] RainNames = ["rain_total_mm"];

    private readonly CsvTable _table;
    private readonly FluxModels _models;
    private readonly string _time;
    private readonly string? _discharge, _stage, _conductance, _milligrams, _moles, _rain;

    /// <summary>Finds the columns.</summary>
    /// <exception cref="BadInputException">Neither a discharge nor a stage with a rating, or neither a concentration nor a conductance with a regression.</exception>
    public FluxSeries(CsvTable table, FluxModels models)
    {
        _table = table;
        _models = models;
        _time = table.Need(TimeNames);
        _discharge = models.Ratings.Count == 0 ? table.Need(DischargeNames) : null;
        _stage = models.Ratings.Count == 0 ? null : table.Need(StageNames);
        _conductance = models.Regressions.Count == 0 ? null : table.Need(ConductanceNames);
        _milligrams = models.Regressions.Count == 0 ? table.Find(MilligramNames) : null;
        _moles = models.Regressions.Count == 0 && _milligrams is null ? table.Need([.. MoleNames, .. MilligramNames]) : null;
        _rain = table.Find(RainNames);
    }

    /// <summary>Rows that gave no sample.</summary>
    public int Unused { get; private set; }

    /// <summary>The samples, read as they are asked for.</summary>
    public IEnumerable<LoadSample> Samples()
    {
        long? last = null;
        while (_table.Read())
        {
            long at = _table.Instant(_time, TimeSpan.Zero);
            if (at <= last)
                throw _table.Refuse(_time, "the instants must ascend.");
            last = at;
            LoadSample sample = new()
            {
                UtcSeconds = at, DischargeCubicMetresPerSecond = 0, ConcentrationMolesPerCubicMetre = 0,
                CumulativeRainMillimetres = _rain is null ? null : _table.Number(_rain, 0, 1e7),
            };
            if (WithDischarge(sample) is { } flowing && WithConcentration(flowing) is { } complete)
                yield return complete;
            else
                Unused++;
        }
    }

    private LoadSample? WithDischarge(LoadSample sample)
    {
        if (_models.Ratings.Count == 0)
            return _table.Number(_discharge!, -10000, 10000) is { } given ? sample with { DischargeCubicMetresPerSecond = given } : null;
        if (_table.Number(_stage!, -100, 1000) is not { } stage)
            return null;
        return sample.WithDischarge(
            _models.Ratings.FirstOrDefault(r => sample.UtcSeconds >= r.ValidFromUtcSeconds && !(sample.UtcSeconds >= r.ValidToUtcSeconds)), stage, _models.Shared);
    }

    private LoadSample? WithConcentration(LoadSample sample)
    {
        if (_models.Regressions.Count == 0)
        {
            double? given = _milligrams is { } column ? _table.Number(column, 0, 100000) / MolarMasses.Bicarbonate : _table.Number(_moles!, 0, 2000);
            return given is { } moles ? sample with { ConcentrationMolesPerCubicMetre = moles } : null;
        }
        if (_table.Number(_conductance!, 0, 200000) is not { } conductance)
            return null;
        return sample.WithConcentration(_models.Regressions.FirstOrDefault(r => r.IsValidAt(sample.UtcSeconds)), conductance, _models.Shared);
    }
}

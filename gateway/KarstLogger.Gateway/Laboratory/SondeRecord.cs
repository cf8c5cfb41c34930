using KarstLogger.Gateway.Cli;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Ions;

namespace KarstLogger.Gateway.Laboratory;

/// <summary>What the sonde logged: for pairing bottles and for the duration curve of the conductance.</summary>
public sealed class SondeRecord
{
    private readonly double[] _conductances;

    private SondeRecord(IReadOnlyList<LoggedReading> readings)
    {
        Readings = readings;
        _conductances = [.. readings.Select(r => r.SpecificConductance).OfType<double>().Order()];
    }

    public IReadOnlyList<LoggedReading> Readings { get; }

    /// <summary>Quantile of the logged specific conductance, uS/cm; NaN where none was logged.</summary>
    public double Quantile(double probability) =>
        _conductances.Length == 0 ? double.NaN : _conductances[(int)Math.Round(probability * (_conductances.Length - 1))];

    /// <summary>Reads a CSV with a time and the columns ec25_uscm, ph and temp_c as far as they are there.</summary>
    /// <exception cref="BadInputException">A bad field, or times that do not ascend.</exception>
    public static SondeRecord Read(CsvTable table)
    {
        string time = table.Need("time_utc", "t");
        string? ec = table.Find("ec25_uscm", "ec25"), ph = table.Find("ph"), temperature = table.Find("temp_c", "water_temp");
        List<LoggedReading> readings = [];
        while (table.Read())
        {
            long at = table.Instant(time, TimeSpan.Zero);
            if (readings.Count > 0 && at <= readings[^1].UtcSeconds)
                throw table.Refuse(time, "the instants must ascend.");
            double? Field(string? column, double least, double most) => column is null ? null : table.Number(column, least, most);
            readings.Add(new(at, Field(ec, 0, 200000), Field(ph, -1, 15), Field(temperature, -5, 100)));
        }
        return new(readings);
    }
}

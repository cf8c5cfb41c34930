using System.Text.Json;
using KarstLogger.Hydrochemistry.Flux;
using KarstLogger.Hydrochemistry.Tests.Ions;

namespace KarstLogger.Hydrochemistry.Tests.Flux;

/// <summary>
/// A station with a power-law rating and a linear regression, as uncertainty.json states it: turns stage and conductance into load samples with the derivatives of
/// hydrology.md section 6. The tests own this law; the code under test takes derivatives only.
/// </summary>
internal sealed class ReferenceStation
{
    public required double LnC { get; init; }

    public required double Exponent { get; init; }

    public required double HeadDatum { get; init; }

    public required double Intercept { get; init; }

    public required double Slope { get; init; }

    public required ModelUncertainty Rating { get; init; }

    public required ModelUncertainty Regression { get; init; }

    public required SondeUncertainty Sonde { get; init; }

    /// <summary>The station of the reference file.</summary>
    public static ReferenceStation From(JsonElement file)
    {
        JsonElement rating = file.GetProperty("rating"), line = file.GetProperty("regression"), config = file.GetProperty("config");
        double[][] rows = [.. rating.GetProperty("cov_lnC_b_h0").EnumerateArray().Select(r => r.Numbers())];
        double[,] covariance = new double[3, 3];
        for (int i = 0; i < 9; i++)
            covariance[i / 3, i % 3] = rows[i / 3][i % 3];
        double a = line.Number("se_intercept"), b = line.Number("se_slope"), ab = line.Number("cov_ab");
        return new()
        {
            LnC = rating.Number("lnC"), Exponent = rating.Number("b"), HeadDatum = rating.Number("h0"),
            Intercept = line.Number("intercept"), Slope = line.Number("slope"),
            Rating = new("rating", covariance, config.Number("s_lnQ"), config.Number("tau_Q_days") * 86400),
            Regression = new("regression", new[,] { { a * a, ab }, { ab, b * b } }, config.Number("s_conc_mol_m3"), config.Number("tau_conc_days") * 86400),
            Sonde = new(config.Number("u_h_sys_m"), config.Number("u_ec_sys_rel"), config.Number("u_h_rand_m"), config.Number("u_ec_rand_uscm"),
                [.. config.GetProperty("block_edges_days").Numbers().Select(d => (long)(d * 86400))]),
        };
    }

    /// <summary>The file's series of stage and conductance.</summary>
    public IEnumerable<LoadSample> Samples(string file) => ReferenceJson.Rows("golden", "hydrology", file)
        .Select(r => Sample(long.Parse(r["t_s"], System.Globalization.CultureInfo.InvariantCulture), ReferenceJson.ParseNumber(r["h_m"]), ReferenceJson.ParseNumber(r["ec25"])));

    public double Discharge(double stage, double lnC, double exponent, double headDatum) =>
        stage <= headDatum ? 0 : Math.Exp(lnC + exponent * Math.Log(stage - headDatum));

    public double Deviated(ModelUncertainty rating, double stage, ReadOnlySpan<double> off) => Discharge(stage, LnC + off[0], Exponent + off[1], HeadDatum + off[2]);

    public LoadSample Sample(long t, double stage, double conductance)
    {
        double q = Discharge(stage, LnC, Exponent, HeadDatum), head = stage - HeadDatum;
        return new()
        {
            UtcSeconds = t, DischargeCubicMetresPerSecond = q, ConcentrationMolesPerCubicMetre = Intercept + Slope * conductance,
            StageMetres = stage, HeadMetres = head, SpecificConductance = conductance,
            Rating = Rating, DischargeGradient = ParameterGradient.Of(q, q * Math.Log(head), -q * Exponent / head), DischargePerMetre = q * Exponent / head,
            Regression = Regression, ConcentrationGradient = ParameterGradient.Of(1, conductance), ConcentrationPerMicrosiemens = Slope,
        };
    }
}

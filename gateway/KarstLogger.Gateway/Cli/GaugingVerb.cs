using System.CommandLine;
using System.Globalization;
using KarstLogger.Gateway.Tables;
using KarstLogger.Hydrochemistry.Ratings;

namespace KarstLogger.Gateway.Cli;

/// <summary><c>karst gauging</c>: discharge from salt or from velocities, and what a gauging says of the rating.</summary>
public static class GaugingVerb
{
    private static readonly Argument<string> File = new InputArgument("readings", "CSV; '-' or absent: standard input.", mayBeAbsent: true);
    private static readonly Option<double> Salt = new("--salt-kg") { Description = "Salt poured, kg.", Required = true };
    private static readonly Option<double> SaltU = new("--salt-u-percent") { Description = "Standard uncertainty of the salt, percent.", DefaultValueFactory = _ => 0.5 };
    private static readonly Option<double> Factor = new("--factor") { Description = "Calibration factor, kg/m3 of salt for each uS/cm (25 degC).", Required = true };
    private static readonly Option<double> FactorU = new("--factor-u-percent") { Description = "Standard uncertainty of the factor, percent.", DefaultValueFactory = _ => 2 };
    private static readonly Option<double> Begin = new("--slug-from-s") { Description = "Readings before this second are background.", Required = true };
    private static readonly Option<double> End = new("--slug-to-s") { Description = "Readings after this second are background again.", Required = true };
    private static readonly Argument<string> Rating = RatingVerb.RatingFile();
    private static readonly Option<string?> Id = RatingVerb.RatingId();
    private static readonly Option<double> Stage = new("--stage-m") { Description = "Stage read, m.", Required = true };
    private static readonly Option<double> Discharge = new("--discharge-m3s") { Description = "Measured discharge, m3/s.", Required = true };
    private static readonly Option<double?> U95 = new("--u95-m3s") { Description = "Half width of its 95 % interval, m3/s." };
    private static readonly Option<string> At = new("--at") { Description = "Instant of the gauging.", Required = true };
    private static readonly Option<string> Format = RatingVerb.Format();

    /// <summary>The command.</summary>
    public static Command Create()
    {
        Command salt = new("salt", "Salt slug; columns seconds, sc25_us_cm and, for a second probe, sc25_b_us_cm.") { File, Salt, SaltU, Factor, FactorU, Begin, End, Format };
        salt.SetAction(RunSalt);
        Command velocity = new("velocity", "Mid-section method; columns distance_m, depth_m, velocity_m_s from bank to bank.") { File, Format };
        velocity.SetAction(RunVelocity);
        Command check = new("check", "A gauging against the rating in force: deviation and candidate shift.") { Rating, Id, Stage, Discharge, U95, At, Format };
        check.SetAction(RunCheck);
        return new Command("gauging", "Compute a gauging, refused when its mass balance fails; check it against the rating.") { salt, velocity, check };
    }

    /// <summary>A check in one line.</summary>
    internal static string Say(GaugingCheck check, Gauging gauging) => string.Create(CultureInfo.InvariantCulture,
        $"gauging {gauging.Id} {gauging.CubicMetresPerSecond:0.####} m3/s at {gauging.StageMetres:0.###} m: rating {(check.Rated.CubicMetresPerSecond is { } q ? q.ToString("0.####", CultureInfo.InvariantCulture) + " m3/s" : check.Rated.State.ToString())}, deviation {check.DeviationPercent:+0.0;-0.0} %{(check.ShiftSuggested ? $", beyond the scatter: candidate shift {check.CandidateShiftMetres:+0.000;-0.000} m" : "")}");

    private static int RunSalt(ParseResult parsed)
    {
        using CsvTable table = parsed.Files().Table(parsed.GetValue(File)!);
        string time = table.Need("seconds", "time_s"), first = table.Need("sc25_us_cm");
        string? second = table.Find("sc25_b_us_cm");
        List<double> t = [], a = [], b = [];
        while (table.Read())
        {
            t.Add(table.NeedNumber(time, -1e6, 1e6));
            a.Add(table.NeedNumber(first, 0, 200_000));
            if (second is not null)
                b.Add(table.NeedNumber(second, 0, 200_000));
        }
        (double from, double to) = (parsed.GetValue(Begin), parsed.GetValue(End));
        if (!(to > from) || !(parsed.GetValue(Salt) > 0) || !(parsed.GetValue(Factor) > 0))
            throw new BadInputException("--slug-to-s must come after --slug-from-s; --salt-kg and --factor must be above zero");
        List<SlugPassage> passages = [new([.. t], [.. a], from, to)];
        if (second is not null)
            passages.Add(new([.. t], [.. b], from, to));
        return Print(parsed, SaltSlug.Discharge(parsed.GetValue(Salt), parsed.GetValue(SaltU) / 100, parsed.GetValue(Factor), parsed.GetValue(FactorU) / 100, passages));
    }

    private static int RunVelocity(ParseResult parsed)
    {
        using CsvTable table = parsed.Files().Table(parsed.GetValue(File)!);
        (string distance, string depth, string velocity) = (table.Need("distance_m"), table.Need("depth_m"), table.Need("velocity_m_s"));
        List<GaugingVertical> verticals = [];
        while (table.Read())
            verticals.Add(new GaugingVertical(table.NeedNumber(distance, -1000, 1000), table.NeedNumber(depth, 0, 100), table.NeedNumber(velocity, -10, 10)));
        return Print(parsed, VelocityArea.Discharge(verticals));
    }

    private static int Print(ParseResult parsed, GaugingResult result)
    {
        ResultTable table = new("discharge_m3s", "relative_standard_uncertainty", "u95_m3s", "findings");
        double? q = result.CubicMetresPerSecond;
        table.Add(q, q is null ? null : result.RelativeUncertainty, 2 * result.RelativeUncertainty * q, string.Join(' ', result.Findings));
        parsed.Write(table, parsed.GetValue(Format)!);
        if (q is null)
            parsed.Messages().WriteLine($"refused: {string.Join(' ', result.Findings)}");
        return q is null ? 1 : 0;
    }

    private static int RunCheck(ParseResult parsed)
    {
        RatingCurve rating = RatingVerb.Find(parsed, parsed.GetValue(Rating)!, parsed.GetValue(Id));
        if (!(parsed.GetValue(Discharge) > 0))
            throw new BadInputException("--discharge-m3s must be above zero");
        long at = RatingVerb.Instant("--at", parsed.GetValue(At))!.Value;
        Gauging gauging = new(parsed.GetValue(Stage), parsed.GetValue(Discharge)) { UtcSeconds = at, Uncertainty95CubicMetresPerSecond = parsed.GetValue(U95) };
        GaugingCheck check = GaugingCheck.Of(rating, gauging, at);
        ResultTable table = new("rated_m3s", "state", "shift_in_force_m", "deviation_percent", "limit_percent", "shift_suggested", "candidate_shift_m");
        table.Add(check.Rated.CubicMetresPerSecond, check.Rated.State.ToString(), check.Rated.ShiftMetres, check.DeviationPercent, 100 * (Math.Exp(check.LnLimit) - 1), check.ShiftSuggested, check.CandidateShiftMetres);
        parsed.Write(table, parsed.GetValue(Format)!);
        parsed.Messages().WriteLine(Say(check, gauging));
        return 0;
    }
}

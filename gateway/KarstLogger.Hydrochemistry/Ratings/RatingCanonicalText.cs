using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// The one text of a rating version for hashing: every field that changes a discharge, in a fixed order, numbers in their shortest round-trip form.
/// Two versions with the same text give the same bits.
/// </summary>
public static class RatingCanonicalText
{
    /// <summary>SHA-256 of <see cref="Of"/>, lower-case hex.</summary>
    public static string Fingerprint(RatingCurve rating) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Of(rating))));

    /// <summary>The canonical text, lines ended by LF.</summary>
    public static string Of(RatingCurve rating)
    {
        StringBuilder text = new();
        void Line(string key, FormattableString value) => text.Append(key).Append(" = ").Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
        Line("rating", $"{rating.Id}");
        Line("valid_from_utc_seconds", $"{rating.ValidFromUtcSeconds}");
        Line("valid_to_utc_seconds", $"{rating.ValidToUtcSeconds}");
        foreach (RatingSegment s in rating.Segments)
            Line("segment", $"{s.LnC:R} {s.Exponent:R} {s.HeadDatumMetres:R} {s.UpperStageMetres:R} {s.CoefficientRisePerMetre:R}");
        Line("gauged_discharge", $"{rating.GaugedDischarge?.Lowest:R} {rating.GaugedDischarge?.Highest:R}");
        Line("defined_stage", $"{rating.DefinedStage?.Lowest:R} {rating.DefinedStage?.Highest:R}");
        Line("stage_of_zero_flow", $"{rating.StageOfZeroFlowMetres:R}");
        Line("covariance", $"{string.Join(' ', rating.Covariance.Select(v => v.ToString("R", CultureInfo.InvariantCulture)))}");
        // Only where it is known, so that the identity of ratings without it stays what it was.
        if (rating.CommonStandardUncertaintyLn is { } common)
            Line("common_u_ln", $"{common:R}");
        Line("residual_sd_ln", $"{rating.ResidualStandardDeviationLn:R}");
        Line("student_t_975", $"{rating.StudentT975:R}");
        Line("retransformation", $"{rating.Retransformation} {rating.RetransformationFactor:R}");
        foreach (DatedShift shift in rating.Shifts)
        {
            string nodes = string.Join(' ', shift.Nodes.Select(n => string.Create(CultureInfo.InvariantCulture, $"{n.StageMetres:R}:{n.ShiftMetres:R}")));
            Line("shift", $"{shift.UtcSeconds} {nodes}");
        }
        foreach (BackwaterWindow window in rating.Backwater)
            Line("backwater", $"{window.FromUtcSeconds} {window.ToUtcSeconds} {window.Reason}");
        if (rating.IsEstavelle)
            Line("estavelle", $"yes");
        Line("least_fall", $"{rating.LeastFallMetres:R}");
        if (rating.Transition is { } transition)
            Line("transition", $"{transition.UntilUtcSeconds} {Fingerprint(transition.From)}");
        Line("gaugings", $"{string.Join(' ', rating.GaugingIds)}");
        Line("illustrative", $"{(rating.Illustrative ? "yes" : "no")}");
        return text.ToString();
    }
}

using System.Globalization;

namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>The one range check of all quantity factories, so that each refusal reads the same.</summary>
internal static class Checked
{
    /// <summary>Returns <paramref name="value"/> when it is a number inside [least, most].</summary>
    public static double Range(double value, double least, double most, string quantity, string unit) =>
        value >= least && value <= most
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value,
                string.Create(CultureInfo.InvariantCulture, $"{quantity} {value} {unit} is outside the permitted {least} to {most} {unit}."));
}

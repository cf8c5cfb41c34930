using System.Globalization;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Tables;

/// <summary>Where a quantity comes from: a column, and a factor that brings it to our unit (<c>stage_cm*0.01</c>).</summary>
/// <param name="Name">Column name.</param>
/// <param name="Factor">Our value = printed value * factor.</param>
public readonly record struct ColumnSource(string Name, double Factor)
{
    /// <summary>Reads <c>name</c> or <c>name*factor</c>.</summary>
    /// <exception cref="BadInputException">The factor is not a number other than 0.</exception>
    public static ColumnSource Parse(string text)
    {
        int star = text.LastIndexOf('*');
        if (star < 0)
            return new ColumnSource(text, 1);
        return double.TryParse(text[(star + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double factor) && double.IsFinite(factor) && factor != 0
            ? new ColumnSource(text[..star], factor)
            : throw new BadInputException($"'{text}': the factor after '*' must be a number other than 0.");
    }
}

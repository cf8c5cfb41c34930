using System.Globalization;

namespace KarstLogger.Gateway.Api;

/// <summary>Numbers in the query of a request.</summary>
public static class QueryNumbers
{
    /// <summary>Most items on a page of a list.</summary>
    public const int MostItems = 1000;

    /// <summary>Items on a page where nothing is said.</summary>
    public const int UsualItems = 100;

    /// <summary>A whole number within its limits; absent where it is not given.</summary>
    /// <exception cref="ApiRefusal">It is no whole number, or outside.</exception>
    public static int? Whole(IQueryCollection query, string name, int least, int most)
    {
        string text = query[name].ToString();
        if (text.Length == 0)
            return null;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value : throw ApiRefusal.OfField(name, $"{name} is '{text}'", string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
    }

    /// <summary>The size of a page.</summary>
    public static int Limit(IQueryCollection query) => Whole(query, "limit", 1, MostItems) ?? UsualItems;

    /// <summary>The run that is asked for; absent = the current one.</summary>
    public static long? Run(IQueryCollection query) => Whole(query, "run", 1, int.MaxValue);
}

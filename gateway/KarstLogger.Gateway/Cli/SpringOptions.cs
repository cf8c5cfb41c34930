using System.CommandLine;

namespace KarstLogger.Gateway.Cli;

/// <summary>Options that the spring verbs share.</summary>
internal static class SpringOptions
{
    /// <summary><c>--utc-offset-h</c>: the station's calendar; days are cut at its midnight.</summary>
    public static Option<double> UtcOffset() => new("--utc-offset-h") { Description = "The station's calendar, hours from UTC; days are cut at its midnight.", DefaultValueFactory = _ => 0 };

    /// <summary>The offset, checked.</summary>
    /// <exception cref="BadInputException">Outside -14 to 14 h.</exception>
    public static TimeSpan Offset(double hours) => hours is >= -14 and <= 14 ? TimeSpan.FromMinutes(Math.Round(hours * 60)) : throw new BadInputException("--utc-offset-h: permitted are -14 to 14");
}

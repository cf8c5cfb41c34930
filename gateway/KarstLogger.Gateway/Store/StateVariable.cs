using System.Collections.Immutable;
using KarstLogger.Hydrochemistry.Pipeline;

namespace KarstLogger.Gateway.Store;

/// <summary>One value column of a derived row: its key in code, JSON and exports, its unit, the decimals that a reader needs and what it means.</summary>
/// <param name="Key">Name of the column, e.g. <c>sc25</c>; a standard uncertainty (k = 1) has the key of its variable and <c>_u</c>.</param>
/// <param name="Unit">UCUM unit.</param>
/// <param name="Decimals">Decimals for display.</param>
/// <param name="Meaning">In words.</param>
public sealed record StateVariable(string Key, string Unit, int Decimals, string Meaning);

/// <summary>
/// The value columns of <c>station_state</c>, in the order of the table: the pipeline's variables, what the box tells of itself, the uncertainties, and the
/// discharge's own interval, which is not symmetrical. New ones are added at the end, together with a migration.
/// </summary>
public static class StateVariables
{
    /// <summary>Lowest battery voltage of the cycle.</summary>
    public const string BatteryVolts = "battery_v";

    /// <summary>Air pressure in the box.</summary>
    public const string AirPressurePascals = "air_pressure_pa";

    /// <summary>All, in order; a row's values and flags have this order.</summary>
    public static ImmutableArray<StateVariable> All { get; } =
    [
        .. VariableCatalogue.All.Select(info => new StateVariable(info.Key, info.Unit, info.Decimals, info.Name)),
        new(BatteryVolts, "V", 3, "Lowest battery voltage of the cycle"),
        new(AirPressurePascals, "Pa", 0, "Air pressure in the box"),
        .. VariableCatalogue.All.Where(info => info.HasUncertainty)
            .Select(info => new StateVariable(UncertaintyKey(info), info.Unit, info.Decimals, $"Standard uncertainty (k = 1) of: {info.Name}")),
        new("discharge_low95", "m3/s", 4, "Lower end of the 95 % interval of the discharge"),
        new("discharge_high95", "m3/s", 4, "Upper end of the 95 % interval of the discharge"),
    ];

    /// <summary>The column of a variable's standard uncertainty.</summary>
    public static string UncertaintyKey(VariableInfo info) => info.Key + "_u";

    /// <summary>Where the variable stands in <see cref="All"/>.</summary>
    /// <exception cref="ArgumentException">There is no such variable.</exception>
    public static int IndexOf(string key)
    {
        for (int i = 0; i < All.Length; i++)
            if (All[i].Key == key)
                return i;
        throw new ArgumentException($"No state variable '{key}'.", nameof(key));
    }
}

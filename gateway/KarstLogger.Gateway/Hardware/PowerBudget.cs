using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Hardware;

/// <summary>What a station does in a day, as far as its battery cares.</summary>
/// <param name="Sonde">Line of profiles.csv.</param>
/// <param name="Battery">Line of batteries.csv.</param>
/// <param name="IntervalSeconds">Between samples, s.</param>
/// <param name="UploadSeconds">Between uploads, s; 0 where nothing is sent.</param>
/// <param name="Link"><c>lte</c> or <c>wifi</c>.</param>
/// <param name="TemperatureC">Of the battery, degC.</param>
/// <param name="SunHours">Hours a day of full sun (1 kW/m2) on the panel; null without a panel.</param>
public sealed record PowerPlan(SondeDuty Sonde, BatteryChoice Battery, double IntervalSeconds, double UploadSeconds, string Link, double TemperatureC, double? SunHours);

/// <summary>One consumer's part of the day.</summary>
/// <param name="Consumer">Part and state in words.</param>
/// <param name="HoursPerDay">How long it draws.</param>
/// <param name="MwhPerDay">Energy taken from the battery, mWh, conversion losses included.</param>
public sealed record PowerShare(string Consumer, double HoursPerDay, double MwhPerDay);

/// <summary>The result: daily energy and charge, days on the battery, and what the sun returns.</summary>
/// <param name="Shares">By consumer, the largest first.</param>
/// <param name="MwhPerDay">Energy from the battery in a day.</param>
/// <param name="MahPerDay">The same as charge at the battery's nominal voltage.</param>
/// <param name="UsableMah">Capacity at the temperature.</param>
/// <param name="SelfDischargeMahPerDay">What the battery loses by itself.</param>
/// <param name="SunMahPerDay">What the panel returns; 0 without one.</param>
/// <param name="Days">Days from full to empty without sun.</param>
public sealed record PowerBudget(
    IReadOnlyList<PowerShare> Shares, double MwhPerDay, double MahPerDay, double UsableMah, double SelfDischargeMahPerDay, double SunMahPerDay, double Days)
{
    private const double SecondsPerDay = 86400, SecondsPerHour = 3600, DaysPerYear = 365.25, MilliwattsPerWatt = 1000, MillisecondsPerSecond = 1000;

    /// <summary>True where the sun returns at least what is drawn, so that only dark spells are paid from the battery.</summary>
    public bool SunCarries => SunMahPerDay >= MahPerDay + SelfDischargeMahPerDay;

    /// <summary>Adds up a plan.</summary>
    /// <exception cref="BadInputException">Sun hours with a battery that cannot be charged, or a cycle that does not fit into its interval.</exception>
    public static PowerBudget Of(HardwareSet set, PowerPlan plan)
    {
        if (plan.SunHours is not null && !plan.Battery.Rechargeable)
            throw new BadInputException($"{plan.Battery.Battery} cannot be charged: leave --sun-hours out or take one of {string.Join(", ", set.Batteries.Where(one => one.Rechargeable).Select(one => one.Battery))}.");
        IReadOnlyList<PowerShare> shares = [.. PowerShares.Of(set, plan).OrderByDescending(share => share.MwhPerDay)];
        double mwh = shares.Sum(share => share.MwhPerDay);
        double mah = mwh / plan.Battery.NominalV;
        double selfDischarge = plan.Battery.CapacityMah * plan.Battery.SelfDischargePercentPerYear / 100 / DaysPerYear;
        double usable = plan.Battery.CapacityMah * ShareAt(plan.Battery, plan.TemperatureC);
        double sun = (plan.SunHours ?? 0) * plan.Battery.PanelW * MilliwattsPerWatt * plan.Battery.ChargeShare / plan.Battery.NominalV;
        return new PowerBudget(shares, mwh, mah, usable, selfDischarge, sun, usable / (mah + selfDischarge));
    }

    /// <summary>Usable share of a battery's capacity at a temperature: linear between the table's temperatures, constant outside.</summary>
    public static double ShareAt(BatteryChoice battery, double temperatureC)
    {
        IReadOnlyList<double> temperatures = HardwareSet.ShareTemperaturesC;
        if (temperatureC <= temperatures[0])
            return battery.ShareByTemperature[0];
        for (int i = 1; i < temperatures.Count; i++)
            if (temperatureC <= temperatures[i])
            {
                double part = (temperatureC - temperatures[i - 1]) / (temperatures[i] - temperatures[i - 1]);
                return battery.ShareByTemperature[i - 1] + part * (battery.ShareByTemperature[i] - battery.ShareByTemperature[i - 1]);
            }
        return battery.ShareByTemperature[^1];
    }

    /// <summary>Seconds awake for one sample: start, sonde with its wait for the mark, store.</summary>
    public static double SampleSeconds(HardwareSet set, SondeDuty sonde) => Phase(set, "boot") + SondeSeconds(set, sonde) + Phase(set, "store");

    /// <summary>Seconds with supply for one sample, as LoggerCycle runs it: warm up, wait for the mark of the clock with the sonde on, then the burst.</summary>
    public static double SondeSeconds(HardwareSet set, SondeDuty sonde) =>
        (sonde.PowerOnMs + sonde.WarmUpMs + sonde.StaleFirstMs + (sonde.Burst - 1) * sonde.MeasureMs) / MillisecondsPerSecond + Phase(set, "wait") + sonde.Burst * Phase(set, "read");

    /// <summary>Seconds on the air for one upload.</summary>
    public static double AirSeconds(HardwareSet set, string link) => Phase(set, link + "_attach") + Phase(set, link + "_send");

    internal static double HoursPerDay(double seconds, double everySeconds) => everySeconds == 0 ? 0 : SecondsPerDay / everySeconds * seconds / SecondsPerHour;

    private static double Phase(HardwareSet set, string name) =>
        set.Cycle.FirstOrDefault(phase => phase.Phase == name)?.Seconds ?? throw new BadInputException("cycle.csv", null, "phase", $"'{name}' is missing");
}

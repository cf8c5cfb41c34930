using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Hardware;

/// <summary>Who draws what from the battery in a day.</summary>
internal static class PowerShares
{
    private const double HoursPerDay = 24;

    public static IEnumerable<PowerShare> Of(HardwareSet set, PowerPlan plan)
    {
        double sample = PowerBudget.SampleSeconds(set, plan.Sonde), air = plan.UploadSeconds == 0 ? 0 : PowerBudget.AirSeconds(set, plan.Link);
        if (sample + air > plan.IntervalSeconds)
            throw new BadInputException($"A sample with {plan.Sonde.Sonde} and an upload take {sample + air:F0} s; the interval is {plan.IntervalSeconds:F0} s.");
        double sampleHours = PowerBudget.HoursPerDay(sample, plan.IntervalSeconds), airHours = PowerBudget.HoursPerDay(air, plan.UploadSeconds);
        double sleepHours = HoursPerDay - sampleHours - airHours;
        foreach (PartCurrent current in set.Currents)
            if (Hours(current, plan.Link, sleepHours, sampleHours, airHours) is { } hours && hours > 0)
                yield return new PowerShare($"{current.Part} {current.State}", hours, Milliwatts(set, plan, current.Rail, current.TypicalMa) * hours);
        double sondeHours = plan.Sonde.Duty == "always" ? HoursPerDay : PowerBudget.HoursPerDay(PowerBudget.SondeSeconds(set, plan.Sonde), plan.IntervalSeconds);
        yield return new PowerShare($"sonde {plan.Sonde.Sonde}", sondeHours, Milliwatts(set, plan, "12V_SONDE", plan.Sonde.TypicalMa) * sondeHours);
        foreach (SupplyRail rail in set.Rails)
        {
            double onHours = rail.On switch
            {
                "always" => HoursPerDay,
                "sample" => sondeHours,
                "awake" => sampleHours + airHours,
                _ => plan.Link == "lte" ? airHours : 0,
            };
            double mwh = Milliwatts(set, plan, rail.FedBy, rail.QuiescentMa) * onHours + Milliwatts(set, plan, rail.FedBy, rail.OffMa) * (HoursPerDay - onHours);
            yield return new PowerShare($"{rail.Regulator} itself", HoursPerDay, mwh);
        }
    }

    // What sleeps draws all day; the states above come on top of it only as far as they are longer states of the same part.
    private static double? Hours(PartCurrent current, string link, double sleepHours, double sampleHours, double airHours) => current.State switch
    {
        "sleep" => current.Part == "U1" ? sleepHours : HoursPerDay,
        "awake" => current.Part == "U1" ? sampleHours : sampleHours + airHours,
        _ => current.State == link ? airHours : null,
    };

    // Power that a current on a rail costs at the battery, all conversions before it included.
    private static double Milliwatts(HardwareSet set, PowerPlan plan, string railName, double milliamperes)
    {
        if (railName == "battery")
            return milliamperes * plan.Battery.NominalV;
        SupplyRail rail = set.Rails.FirstOrDefault(one => one.Rail == railName) ?? throw new BadInputException("power.csv", null, "rail", $"'{railName}' is not in rails.csv");
        double milliwatts = milliamperes * (rail.OutputV ?? plan.Battery.NominalV);
        for (SupplyRail? feeder = rail; feeder is not null; feeder = set.Rails.FirstOrDefault(one => one.Rail == feeder.FedBy))
            milliwatts /= feeder.EfficiencyPercent / 100;
        return milliwatts;
    }
}

using System.Globalization;

namespace KarstLogger.Gateway.Hardware;

/// <summary>The power budget as text: shares, days, sensitivity, and what of it is assumed.</summary>
public static class PowerReport
{
    /// <summary>One changed assumption and the days that it leaves.</summary>
    public sealed record Sensitivity(string Change, double MahPerDay, double Days);

    /// <summary>The plan with one assumption changed at a time; factors are the width of what is not known yet (docs/decisions/0083).</summary>
    public static IReadOnlyList<Sensitivity> Sensitivities(HardwareSet set, PowerPlan plan)
    {
        List<(string Change, HardwareSet Set, PowerPlan Plan)> cases =
        [
            ("sleep current x 5", set with { Currents = [.. set.Currents.Select(one => one.State == "sleep" ? one with { TypicalMa = one.TypicalMa * 5 } : one)] }, plan),
            ("sonde current x 1.5", set, plan with { Sonde = plan.Sonde with { TypicalMa = plan.Sonde.TypicalMa * 1.5 } }),
            ("start and wait x 2", set with { Cycle = [.. set.Cycle.Select(one => one.Phase is "boot" or "wait" ? one with { Seconds = one.Seconds * 2 } : one)] }, plan),
            ("time on the air x 2", set with { Cycle = [.. set.Cycle.Select(one => one.Phase.Contains('_') ? one with { Seconds = one.Seconds * 2 } : one)] }, plan),
            ("battery at 0 degC", set, plan with { TemperatureC = 0 }),
            ("battery at -10 degC", set, plan with { TemperatureC = -10 }),
            ("other link: " + (plan.Link == "lte" ? "wifi" : "lte"), set, plan with { Link = plan.Link == "lte" ? "wifi" : "lte" }),
        ];
        if (plan.UploadSeconds > 0)
            cases.Add(("nothing sent (data carried home)", set, plan with { UploadSeconds = 0 }));
        return [.. cases.Select(one => (one.Change, Budget: PowerBudget.Of(one.Set, one.Plan))).Select(one => new Sensitivity(one.Change, one.Budget.MahPerDay, one.Budget.Days))];
    }

    /// <summary>Writes the report.</summary>
    public static void Write(TextWriter output, HardwareSet set, PowerPlan plan)
    {
        PowerBudget budget = PowerBudget.Of(set, plan);
        Line(output, $"{plan.Sonde.Sonde} every {plan.IntervalSeconds / 60:0.##} min, upload {(plan.UploadSeconds == 0 ? "never" : $"every {plan.UploadSeconds / 60:0.##} min by {plan.Link}")}, {plan.Battery.Battery} ({plan.Battery.Description}) at {plan.TemperatureC:0.#} degC");
        Line(output, $"a sample is {PowerBudget.SampleSeconds(set, plan.Sonde):F1} s awake, {PowerBudget.SondeSeconds(set, plan.Sonde):F1} s of it with the sonde on{(plan.UploadSeconds == 0 ? "" : $"; an upload is {PowerBudget.AirSeconds(set, plan.Link):F1} s on the air")}");
        output.WriteLine();
        Line(output, $"{"consumer",-22}{"h/day",8}{"mWh/day",10}{"share %",9}");
        foreach (PowerShare share in budget.Shares.Where(share => share.MwhPerDay >= budget.MwhPerDay * 0.001))
            Line(output, $"{share.Consumer,-22}{share.HoursPerDay,8:F2}{share.MwhPerDay,10:F2}{100 * share.MwhPerDay / budget.MwhPerDay,9:F1}");
        output.WriteLine();
        Line(output, $"drawn           {budget.MwhPerDay,9:F1} mWh/day = {budget.MahPerDay:F2} mAh/day at {plan.Battery.NominalV:0.#} V");
        Line(output, $"self-discharge  {budget.SelfDischargeMahPerDay,9:F2} mAh/day");
        Line(output, $"usable          {budget.UsableMah,9:F0} mAh at {plan.TemperatureC:0.#} degC");
        Line(output, $"days            {budget.Days,9:F0} without sun");
        if (plan.SunHours is { } hours)
            Line(output, $"sun             {budget.SunMahPerDay,9:F1} mAh/day from {plan.Battery.PanelW:0} W and {hours:0.#} h: {(budget.SunCarries ? "carries the station; the days above are the longest dark spell" : "does NOT carry the station")}");
        output.WriteLine();
        Line(output, $"{"if instead",-34}{"mAh/day",9}{"days",8}");
        foreach (Sensitivity one in Sensitivities(set, plan))
            Line(output, $"{one.Change,-34}{one.MahPerDay,9:F2}{one.Days,8:F0}");
        output.WriteLine();
        output.WriteLine("assumed, not read in a datasheet or measured:");
        foreach (string assumption in Assumptions(set, plan))
            output.WriteLine("  " + assumption);
    }

    private static IEnumerable<string> Assumptions(HardwareSet set, PowerPlan plan)
    {
        foreach (PartCurrent one in set.Currents.Where(one => IsAssumed(one.Source) && (one.State is "sleep" or "awake" || one.State == plan.Link)))
            yield return $"{one.Part} {one.State}: {one.Source}";
        foreach (CyclePhase one in set.Cycle.Where(one => IsAssumed(one.Source) && (!one.Phase.Contains('_') || one.Phase.StartsWith(plan.Link, StringComparison.Ordinal))))
            yield return $"{one.Phase}: {one.Source}";
        foreach ((string subject, string source) in ((string, string)[])[(plan.Sonde.Sonde, plan.Sonde.Source), (plan.Battery.Battery, plan.Battery.Source)])
            if (IsAssumed(source))
                yield return $"{subject}: {source}";
        foreach (SupplyRail one in set.Rails.Where(one => IsAssumed(one.Source)))
            yield return $"{one.Rail}: {one.Source}";
    }

    private static bool IsAssumed(string source) => source.Contains("assumed", StringComparison.Ordinal);

    private static void Line(TextWriter output, FormattableString text) => output.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}

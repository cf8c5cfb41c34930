using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Gateway.Speciation;

/// <summary>Waters in, states out: the one function behind <c>karst speciate</c> and <c>POST /api/speciate</c>.</summary>
public static class SpeciationRun
{
    /// <summary>The state and findings of each water, in order, one at a time; a refused row is carried through with its reason.</summary>
    public static IEnumerable<SpeciatedWater> Of(IEnumerable<WaterRow> rows, SpeciationOptions options) => rows.Select(row => Of(row, options));

    private static SpeciatedWater Of(WaterRow row, SpeciationOptions options)
    {
        if (row.Refusals.Count > 0)
            return new SpeciatedWater(row, new CarbonateState { ModelTag = options.Model.Tag, Gaps = CarbonateGaps.InputRefused },
                [.. row.Refusals.Select(refusal => new WaterFinding("input_refused", refusal.ToString()))]);
        CarbonateUncertainty? uncertainty = options.Uncertainties is StandardUncertainties given
            ? CarbonateUncertainty.Propagate(row.Sample, given.Covariance(row), options.Model) : null;
        CarbonateState state = uncertainty?.State ?? CarbonateSolver.Solve(row.Sample, options.Model);
        return new SpeciatedWater(row, state, WaterFindings.Of(row.Sample, state, row.Surroundings), uncertainty, After(row.Sample, options));
    }

    private static EquilibratedWater? After(WaterSample water, SpeciationOptions options) =>
        options.EquilibrateCalcite ? Equilibration.ToCalcite(water, options.EquilibratePascals, options.Model)
        : options.EquilibratePascals is double pascals ? Equilibration.ToCarbonDioxide(water, pascals, options.Model)
        : null;
}

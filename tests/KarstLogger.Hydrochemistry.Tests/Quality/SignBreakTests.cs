using KarstLogger.Hydrochemistry.Quality;

namespace KarstLogger.Hydrochemistry.Tests.Quality;

/// <summary>A spring whose floods dilute, until the cell is fouled and follows the level.</summary>
public sealed class SignBreakTests
{
    private const int Half = 7 * 96;
    private static readonly long[] UtcSeconds = [.. Enumerable.Range(0, 2 * Half).Select(i => Record.Start + 900L * i)];
    private static readonly double?[] Discharge = [.. Enumerable.Range(0, 2 * Half).Select(i => (double?)(0.1 + 0.05 * Math.Sin(i / 20.0)))];

    [Fact]
    public void Dilution_that_turns_into_the_opposite_is_told()
    {
        SignBreak found = Examine((i, q) => i < Half ? 500 - 800 * q : 400 + 300 * q);

        Assert.Equal((true, -1d, 1d), (found.IsFound, Math.Round(found.Before!.Value, 9), Math.Round(found.After!.Value, 9)));
    }

    [Fact]
    public void Dilution_that_stays_dilution_is_not() => Assert.False(Examine((i, q) => i < Half ? 500 - 800 * q : 600 - 100 * q).IsFound);

    [Fact]
    public void A_cell_that_no_longer_moves_has_no_sign()
    {
        SignBreak found = Examine((i, q) => i < Half ? 500 - 800 * q : 420);

        Assert.False(found.IsFound);
        Assert.Null(found.After);
    }

    [Fact]
    public void Half_a_day_is_too_little() =>
        Assert.Null(SignBreak.Examine(UtcSeconds, Discharge, Discharge, UtcSeconds[Half], 43200).Before);

    private static SignBreak Examine(Func<int, double, double> conductance) =>
        SignBreak.Examine(UtcSeconds, [.. Discharge.Select((q, i) => (double?)conductance(i, q!.Value))], Discharge, UtcSeconds[Half], 7 * 86400);
}

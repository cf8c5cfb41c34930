using System.Security.Cryptography;
using KarstLogger.Hydrochemistry.Carbonate;

namespace KarstLogger.Hydrochemistry.Tests.Carbonate;

/// <summary>The batch is the scalar solver: the same bits whatever stands beside a water.</summary>
public sealed class CarbonateBatchTests
{
    private const int Seed = 4, Waters = 1003;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(8)]
    public void Every_width_gives_the_bits_of_the_scalar_solver_gaps_and_all(int width)
    {
        WaterSample[] waters = Draw();
        foreach (CarbonateModel model in CarbonateModel.All)
        {
            CarbonateColumns results = Solve(waters, new CarbonateBatch(model, width), Waters);
            for (int i = 0; i < Waters; i++)
                Assert.Equal(CarbonateSolver.Solve(waters[i], model), results[i]);
        }
    }

    [Fact]
    public void Batch_size_changes_no_bit()
    {
        WaterSample[] waters = Draw();
        CarbonateColumns whole = Solve(waters, new CarbonateBatch(CarbonateModel.Wateq4f), Waters), pieces = Solve(waters, new CarbonateBatch(CarbonateModel.Wateq4f), 7);
        for (int i = 0; i < Waters; i++)
            Assert.Equal(whole[i], pieces[i]);
    }

    [Fact]
    public void Order_of_rows_changes_no_bit()
    {
        WaterSample[] waters = Draw();
        int[] order = [.. Enumerable.Range(0, Waters)];
        new Random(Seed).Shuffle(order);
        CarbonateColumns straight = Solve(waters, new CarbonateBatch(CarbonateModel.Wateq4f), Waters);
        CarbonateColumns shuffled = Solve([.. order.Select(i => waters[i])], new CarbonateBatch(CarbonateModel.Wateq4f), Waters);
        for (int i = 0; i < Waters; i++)
            Assert.Equal(straight[order[i]], shuffled[i]);
    }

    [Fact]
    public void Thread_count_changes_no_bit()
    {
        WaterSample[] waters = Draw();
        CarbonateColumns one = Solve(waters, new CarbonateBatch(CarbonateModel.Wateq4f), Waters), many = new(Waters);
        WaterColumns columns = Columns(waters);
        Parallel.For(0, 5, part => new CarbonateBatch(CarbonateModel.Wateq4f).Solve(columns, many, part * Waters / 5, (part + 1) * Waters / 5 - part * Waters / 5));
        for (int i = 0; i < Waters; i++)
            Assert.Equal(one[i], many[i]);
    }

    [Fact]
    public void Constants_kept_from_the_last_temperature_have_the_bits_of_fresh_ones()
    {
        WaterSample[] waters = [.. Draw().Select((water, i) => water with { TemperatureCelsius = 15 + i / 20 % 3 })];
        CarbonateColumns kept = Solve(waters, new CarbonateBatch(CarbonateModel.Wateq4f, 1), Waters);
        for (int i = 0; i < Waters; i++)
            Assert.Equal(Solve([waters[i]], new CarbonateBatch(CarbonateModel.Wateq4f, 1), 1)[0], kept[i]);
    }

    /// <summary>
    /// The hash was taken on an x64 processor with AVX-512 and found again with DOTNET_EnableAVX512F=0, DOTNET_EnableAVX2=0, DOTNET_EnableAVX=0 and DOTNET_EnableHWIntrinsic=0.
    /// It changes only when a constant or the arithmetic changes; then take it anew under those settings and say so in docs/equations/carbonate.md.
    /// </summary>
    [Fact]
    public void The_bits_do_not_depend_on_the_processor()
    {
        CarbonateColumns results = Solve(Draw(), new CarbonateBatch(CarbonateModel.Wateq4f), Waters);
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (int i = 0; i < Waters; i++)
            hash.AppendData(BitConverter.GetBytes(results[i].PCo2Pascals.GetValueOrDefault()).Concat(BitConverter.GetBytes(results[i].DolomiteSaturationIndex.GetValueOrDefault())).ToArray());
        Assert.Equal("B1C6B145F404810F", Convert.ToHexString(hash.GetCurrentHash())[..16]);
    }

    [Fact]
    public void A_batch_allocates_nothing_per_water()
    {
        WaterColumns columns = Columns(Draw());
        CarbonateColumns results = new(Waters);
        CarbonateBatch batch = new(CarbonateModel.Wateq4f);
        batch.Solve(columns, results, 0, Waters);
        long before = GC.GetAllocatedBytesForCurrentThread();
        batch.Solve(columns, results, 0, Waters);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static WaterSample[] Draw()
    {
        Random random = new(Seed);
        return [.. Enumerable.Range(0, Waters).Select(_ => WaterDraw.WithGaps(random))];
    }

    private static WaterColumns Columns(WaterSample[] waters)
    {
        WaterColumns columns = new(waters.Length);
        for (int i = 0; i < waters.Length; i++)
            columns.Set(i, waters[i]);
        return columns;
    }

    private static CarbonateColumns Solve(WaterSample[] waters, CarbonateBatch batch, int size)
    {
        WaterColumns columns = Columns(waters);
        CarbonateColumns results = new(waters.Length);
        for (int from = 0; from < waters.Length; from += size)
            batch.Solve(columns, results, from, Math.Min(size, waters.Length - from));
        return results;
    }
}

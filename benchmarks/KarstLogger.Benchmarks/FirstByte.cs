using System.Globalization;

namespace KarstLogger.Benchmarks;

/// <summary>
/// First and last byte of a year over HTTP, one request after the other and each read to its end. Run: <c>dotnet run -c Release --project benchmarks/KarstLogger.Benchmarks -- first-byte</c>.
/// </summary>
public static class FirstByte
{
    private const int Requests = 60;

    /// <summary>Makes the year, asks for it, prints rows for the results.</summary>
    public static async Task RunAsync()
    {
        HttpSeriesBenchmarks year = new();
        year.Setup();
        try
        {
            await year.ReadOnceAsync(); // compiles what runs at the first request
            List<(double First, double Last)> times = [];
            for (int i = 0; i < Requests; i++)
                times.Add(await year.ReadOnceAsync());
            Console.WriteLine("| what | minimum | median | maximum |");
            Console.WriteLine("|---|---|---|---|");
            Say("first byte of JSON", times.Select(one => one.First));
            Say("last byte of JSON", times.Select(one => one.Last));
        }
        finally
        {
            year.Cleanup();
        }
    }

    private static void Say(string what, IEnumerable<double> milliseconds)
    {
        double[] sorted = [.. milliseconds.Order()];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {what} | {sorted[0]:0.0} ms | {sorted[sorted.Length / 2]:0.0} ms | {sorted[^1]:0.0} ms |"));
    }
}

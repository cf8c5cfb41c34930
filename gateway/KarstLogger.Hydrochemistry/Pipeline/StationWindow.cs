using KarstLogger.Hydrochemistry.Level;

namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>
/// The samples that one call of the pipeline looks at: those to derive, and around them those that the quality tests and the rain counter need
/// (<see cref="StationPipeline.Reach"/>). With the whole reach inside, the results are those of a batch run over the whole record.
/// </summary>
/// <param name="Samples">In order of time; equal instants in order of arrival key.</param>
/// <param name="First">Position of the first sample to derive.</param>
/// <param name="Count">Samples to derive.</param>
/// <param name="Air">Barometer for absolute level sensors; absent: the box's own pressure is used.</param>
/// <param name="Tailwater">The water surface downstream; absent: the station has no second stage.</param>
public sealed record StationWindow(IReadOnlyList<StationSample> Samples, int First, int Count, BarometerRecord? Air = null, SecondStage? Tailwater = null)
{
    /// <summary>A window that derives all its samples.</summary>
    public static StationWindow Whole(IReadOnlyList<StationSample> samples, BarometerRecord? air = null) => new(samples, 0, samples.Count, air);
}

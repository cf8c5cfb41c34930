namespace KarstLogger.Gateway.BoxVisits;

/// <summary>The steps of a visit in the box's order (USGS TM 1-D3; docs/console.md), and which events make one visit.</summary>
public static class BoxVisitSteps
{
    /// <summary>A calibration without a visit belongs to the one before it within this time, s: pH and conductivity are done one after the other.</summary>
    private const long OneOccasionSeconds = 4 * 3600;

    /// <summary>The steps as the box names them, the first first.</summary>
    public static readonly IReadOnlyList<string> Names = ["staff", "before", "clean", "after", "standards", "calibrate", "final", "water", "gauging", "rain", "box", "photos", "check"];

    /// <summary>The events of one epoch, in their order, as visits: from <c>begin</c> to <c>end</c>, as far as the two are there. A calibration outside a visit is an occasion of its own.</summary>
    public static IEnumerable<List<BoxEvent>> Split(IEnumerable<BoxEvent> events)
    {
        List<BoxEvent> open = [];
        int reached = -1;
        foreach (BoxEvent one in events)
        {
            if (open.Count > 0 && IsOfAnother(one, open, reached))
            {
                yield return open;
                (open, reached) = ([], -1);
            }
            open.Add(one);
            reached = Math.Max(reached, NumberOf(one));
            if (one.Step != "end")
                continue;
            yield return open;
            (open, reached) = ([], -1);
        }
        if (open.Count > 0)
            yield return open;
    }

    // The box goes forward only and has one visit open at a time: a beginning, or a step that lies behind, is of the next visit, and the frames between were lost or are to come.
    private static bool IsOfAnother(BoxEvent one, List<BoxEvent> open, int reached)
    {
        BoxEvent last = open[^1];
        if (one.Key.Epoch != last.Key.Epoch || one.Step == "begin")
            return true;
        if (one.Step is not null)
            return NumberOf(one) is >= 0 and var number && number < reached;
        return open.All(other => other.Step is null) && one.PlacedUtcSeconds - last.PlacedUtcSeconds > OneOccasionSeconds;
    }

    // A departure check may be asked for at any step, so it says nothing of how far the visit is.
    private static int NumberOf(BoxEvent one) => one.Step switch
    {
        null or "begin" or "end" or "check" => -1,
        "standard" => IndexOf("standards"),
        var step => IndexOf(step),
    };

    /// <summary>Place of a step in the order, 0 the first; -1 for a word that is none.</summary>
    internal static int IndexOf(string step)
    {
        for (int i = 0; i < Names.Count; i++)
            if (Names[i] == step)
                return i;
        return -1;
    }
}

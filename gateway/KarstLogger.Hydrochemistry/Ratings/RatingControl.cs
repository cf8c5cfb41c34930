namespace KarstLogger.Hydrochemistry.Ratings;

/// <summary>
/// What is known of the hydraulic control of one segment before any gauging: exponent and head datum, each with its standard uncertainty
/// (BaRatin's form of priors; docs/equations/ratings.md 2). A conduit spring needs it: a weir law carried into the pipe-full range overstates discharge several times.
/// </summary>
/// <param name="Exponent">Expected b.</param>
/// <param name="ExponentUncertainty">Standard uncertainty of b; above zero.</param>
/// <param name="HeadDatumMetres">Expected h0, m above the station datum (surveyed crest, pipe outlet).</param>
/// <param name="HeadDatumUncertaintyMetres">Standard uncertainty of h0, m; zero for a datum that is held.</param>
public sealed record RatingControl(double Exponent, double ExponentUncertainty, double HeadDatumMetres, double HeadDatumUncertaintyMetres)
{
    /// <summary>Standard uncertainty of a textbook exponent: 0.025, so that its 95 % interval is 0.05 (docs/equations/ratings.md 2).</summary>
    private const double TextbookExponentUncertainty = 0.025;

    /// <summary>A horizontal sill or rectangular weir, b = 1.5.</summary>
    public static RatingControl RectangularWeir(double crestMetres, double uncertaintyMetres) => new(1.5, TextbookExponentUncertainty, crestMetres, uncertaintyMetres);

    /// <summary>A V-notch or triangular section, b = 2.5.</summary>
    public static RatingControl TriangularWeir(double vertexMetres, double uncertaintyMetres) => new(2.5, TextbookExponentUncertainty, vertexMetres, uncertaintyMetres);

    /// <summary>A wide channel with friction, b = 5/3.</summary>
    public static RatingControl Channel(double bedMetres, double uncertaintyMetres) => new(5.0 / 3, TextbookExponentUncertainty, bedMetres, uncertaintyMetres);

    /// <summary>A conduit that runs full, b = 0.5, head measured from the water level or the axis of its outlet.</summary>
    public static RatingControl PipeFull(double outletMetres, double uncertaintyMetres) => new(0.5, TextbookExponentUncertainty, outletMetres, uncertaintyMetres);
}

namespace KarstLogger.Hydrochemistry.Level;

/// <summary>Gravity at a station: international gravity formula of 1967 with the free-air correction.</summary>
public static class LocalGravity
{
    /// <summary>Standard gravity, m/s2 (CGPM 1901); what a sonde that computes its own depth assumes.</summary>
    public const double StandardMetresPerSecondSquared = 9.80665;

    private const double EquatorMetresPerSecondSquared = 9.780327;
    private const double FreeAirPerMetre = 3.086e-6;

    /// <summary>m/s2 at a latitude (-90 to 90 degrees) and a height above the sea in metres; at 26.6 N, 1250 m it is 0.2 % below the standard: 2 mm on a metre of water.</summary>
    public static double MetresPerSecondSquared(double latitudeDegrees, double elevationMetres)
    {
        double latitude = latitudeDegrees * Math.PI / 180;
        double sin = Math.Sin(latitude), sinTwice = Math.Sin(2 * latitude);
        return EquatorMetresPerSecondSquared * (1 + 0.0053024 * sin * sin - 0.0000058 * sinTwice * sinTwice) - FreeAirPerMetre * elevationMetres;
    }
}

namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>Electrical conductivity as measured at the water's own temperature. Never the input of a regression.</summary>
public readonly record struct ElectricalConductivity : IComparable<ElectricalConductivity>
{
    private ElectricalConductivity(double value) => MicrosiemensPerCentimetre = value;

    /// <summary>The value in uS/cm in situ; 0 to 200000.</summary>
    public double MicrosiemensPerCentimetre { get; }

    /// <summary>From uS/cm in situ.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside 0 to 200000.</exception>
    public static ElectricalConductivity FromMicrosiemensPerCentimetre(double value) => new(Checked.Range(value, 0, 200000, "ElectricalConductivity", "uS/cm in situ"));

    /// <inheritdoc/>
    public int CompareTo(ElectricalConductivity other) => MicrosiemensPerCentimetre.CompareTo(other.MicrosiemensPerCentimetre);
}

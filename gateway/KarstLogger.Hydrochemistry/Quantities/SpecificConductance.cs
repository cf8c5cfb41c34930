namespace KarstLogger.Hydrochemistry.Quantities;

/// <summary>Electrical conductivity at 25 degC, the only input of EC-to-ion regressions.</summary>
public readonly record struct SpecificConductance : IComparable<SpecificConductance>
{
    private SpecificConductance(double value) => MicrosiemensPerCentimetre = value;

    /// <summary>The value in uS/cm at 25 degC; 0 to 200000.</summary>
    public double MicrosiemensPerCentimetre { get; }

    /// <summary>From uS/cm at 25 degC.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or outside 0 to 200000.</exception>
    public static SpecificConductance FromMicrosiemensPerCentimetre(double value) => new(Checked.Range(value, 0, 200000, "SpecificConductance", "uS/cm at 25 degC"));

    /// <inheritdoc/>
    public int CompareTo(SpecificConductance other) => MicrosiemensPerCentimetre.CompareTo(other.MicrosiemensPerCentimetre);
}

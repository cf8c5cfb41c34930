namespace KarstLogger.Hydrochemistry.Pipeline;

/// <summary>Everything the pipeline gives for one sample, in the order of its making.</summary>
public enum StationVariable : byte
{
    /// <summary>Water above the probe.</summary>
    Depth,

    /// <summary>Water surface above the datum.</summary>
    Stage,

    /// <summary>Water temperature.</summary>
    WaterTemperature,

    /// <summary>pH at the water's temperature.</summary>
    Ph,

    /// <summary>Conductivity as measured.</summary>
    ElectricalConductivity,

    /// <summary>Conductivity at 25 degC.</summary>
    SpecificConductance,

    /// <summary>Rain since the sample before.</summary>
    Rain,

    /// <summary>Discharge from the rating.</summary>
    Discharge,

    /// <summary>Calcium.</summary>
    Calcium,

    /// <summary>Magnesium.</summary>
    Magnesium,

    /// <summary>Sodium.</summary>
    Sodium,

    /// <summary>Potassium.</summary>
    Potassium,

    /// <summary>Chloride.</summary>
    Chloride,

    /// <summary>Sulfate.</summary>
    Sulfate,

    /// <summary>Titrated alkalinity as bicarbonate.</summary>
    Alkalinity,

    /// <summary>Partial pressure of CO2.</summary>
    PCo2,

    /// <summary>Saturation index of calcite.</summary>
    CalciteSaturationIndex,

    /// <summary>Saturation index of dolomite.</summary>
    DolomiteSaturationIndex,

    /// <summary>Dissolved inorganic carbon.</summary>
    Dic,

    /// <summary>Ionic strength.</summary>
    IonicStrength,

    /// <summary>Charge balance error of the estimated ions.</summary>
    ChargeBalanceError,

    /// <summary>Alkalinity carried, an instant.</summary>
    AlkalinityFlux,

    /// <summary>All inorganic carbon carried, an instant; never the sink.</summary>
    DicFlux,

    /// <summary>Carbon taken from air and soil CO2, an instant.</summary>
    CarbonSinkFlux,

    /// <summary>The same as CO2 if the instant lasted a year.</summary>
    CarbonSinkFluxAsCo2,
}

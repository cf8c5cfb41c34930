namespace KarstLogger.Gateway.Hardware;

/// <summary>A part of the bill of materials.</summary>
/// <param name="Reference">Its name in the drawings.</param>
/// <param name="Board"><c>logger</c> or <c>gateway</c>.</param>
/// <param name="Kind"><c>electrical</c>, <c>mechanical</c> or <c>consumable</c>.</param>
/// <param name="PartNumber">What to order.</param>
/// <param name="Maker">Who makes it.</param>
/// <param name="SupplierClass">Where it is bought.</param>
/// <param name="Quantity">Pieces a station.</param>
/// <param name="UnitPriceUsd">Price of a piece, USD.</param>
/// <param name="PriceDate">Day of the price.</param>
/// <param name="PriceBasis"><c>estimate</c> or <c>quoted</c>.</param>
/// <param name="TemperatureMinC">Lowest working temperature, degC.</param>
/// <param name="TemperatureMaxC">Highest working temperature, degC.</param>
/// <param name="Humidity">What keeps water off it.</param>
/// <param name="I2cAddress">7-bit address such as <c>0x68</c>, or empty.</param>
/// <param name="Datasheet">Source of its figures, or <c>assumed</c>.</param>
/// <param name="Why">Why this part.</param>
/// <param name="AlternativeFor">The part it can replace; empty for a part of the standard station.</param>
public sealed record BomPart(
    string Reference, string Board, string Kind, string PartNumber, string Maker, string SupplierClass, int Quantity, double UnitPriceUsd, string PriceDate,
    string PriceBasis, double TemperatureMinC, double TemperatureMaxC, string Humidity, string I2cAddress, string Datasheet, string Why, string AlternativeFor);

/// <summary>One pin on a net.</summary>
/// <param name="Drawing">Where it is drawn: <c>board</c>, <c>logger</c>, <c>gateway</c>, <c>sonde-...</c>, <c>supply-...</c>.</param>
/// <param name="Net">The net.</param>
/// <param name="Part">Reference of the part.</param>
/// <param name="Pin">Its pin.</param>
/// <param name="Role"><c>source</c>, <c>supply</c>, <c>ground</c>, <c>out</c>, <c>in</c>, <c>bus</c> or <c>passive</c>.</param>
/// <param name="DrivesV">Highest voltage that it puts on the net; null where it drives nothing.</param>
/// <param name="AcceptsMinV">Lowest voltage that it works with or survives, V.</param>
/// <param name="AcceptsMaxV">Highest, V.</param>
/// <param name="Connector">Connector and its pin, such as <c>J2.3</c>; empty inside the board.</param>
/// <param name="CableColour">Colour of the wire; empty inside the board.</param>
public sealed record WirePin(
    string Drawing, string Net, string Part, string Pin, string Role, double? DrivesV, double AcceptsMinV, double AcceptsMaxV, string Connector, string CableColour);

/// <summary>A pin of a processor board: ESP32 GPIO number, or BCM number of the Raspberry Pi.</summary>
public sealed record PinUse(string Board, int Gpio, string Function, string Direction, string Constant, string AfterReset, string Note);

/// <summary>What an ESP32-WROVER-E pin may be used for: <c>free</c>, <c>strapping</c>, <c>flash</c>, <c>psram</c>, <c>input-only</c>, <c>absent</c>.</summary>
public sealed record PinRule(int Gpio, string Rule, string Reason);

/// <summary>A supply rail and the regulator that makes it.</summary>
/// <param name="Rail">Its net.</param>
/// <param name="Regulator">Reference of the regulator or switch.</param>
/// <param name="FedBy">The rail before it; <c>battery</c> for the first.</param>
/// <param name="OutputV">Output, V; null where it is the battery's.</param>
/// <param name="InputMinV">Lowest input, V.</param>
/// <param name="InputMaxV">Highest input, V.</param>
/// <param name="LimitMa">Highest output current, mA.</param>
/// <param name="EfficiencyPercent">Output power in percent of input power.</param>
/// <param name="QuiescentMa">Its own draw from its input while on, mA.</param>
/// <param name="OffMa">Its own draw from its input while off, mA.</param>
/// <param name="On"><c>always</c>, <c>awake</c>, <c>sample</c> (off before the radio starts: LoggerCycle) or <c>lte</c>.</param>
/// <param name="Source">Where the figures are from.</param>
public sealed record SupplyRail(
    string Rail, string Regulator, string FedBy, double? OutputV, double InputMinV, double InputMaxV, double LimitMa, double EfficiencyPercent, double QuiescentMa,
    double OffMa, string On, string Source);

/// <summary>Current of a part in one state: <c>sleep</c>, <c>awake</c>, <c>wifi</c> or <c>lte</c>.</summary>
public sealed record PartCurrent(string Rail, string Part, string State, double TypicalMa, double MaximumMa, string Source);

/// <summary>How long a phase of the wake cycle lasts, s.</summary>
public sealed record CyclePhase(string Phase, double Seconds, string Source);

/// <summary>A sonde as the power budget sees it; times in ms as in the firmware's profile of the same model.</summary>
public sealed record SondeDuty(
    string Sonde, string Model, string Part, string Bus, double SupplyMinV, double SupplyMaxV, int PowerOnMs, int WarmUpMs, int StaleFirstMs, int MeasureMs, int Burst,
    double TypicalMa, double MaximumMa, string Duty, string Source);

/// <summary>A battery choice. <see cref="ShareByTemperature"/> is the usable share of the capacity at -20, -10, 0, 10, 20 and 30 degC.</summary>
public sealed record BatteryChoice(
    string Battery, string Part, string Description, double NominalV, double FullV, double EmptyV, double CapacityMah, double SelfDischargePercentPerYear,
    double MaximumMa, IReadOnlyList<double> ShareByTemperature, bool Rechargeable, double PanelW, double ChargeShare, string Source);

/// <summary>Where a part sits in the assembly drawing, mm from the upper left corner of the box.</summary>
public sealed record AssemblyPlace(string View, string Part, double XMm, double YMm, double WidthMm, double HeightMm, string NoteEn, string NoteZh);

/// <summary>One line of the LED card.</summary>
public sealed record LedPattern(string Pattern, int Flashes, int EverySeconds, string MeaningEn, string MeaningZh, string DoEn, string DoZh);

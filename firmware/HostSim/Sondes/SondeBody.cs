namespace KarstLogger.HostSim;

/// <summary>What the sensors said between two moments: the least and the greatest of each quantity.</summary>
public struct FeltRange
{
    /// <summary>Readings.</summary>
    public int Count;

    /// <summary>Temperature, degC.</summary>
    public double TemperatureLeast, TemperatureMost;

    /// <summary>pH.</summary>
    public double PhLeast, PhMost;

    /// <summary>Conductivity at the water's temperature, uS/cm.</summary>
    public double EcLeast, EcMost;

    /// <summary>Absolute pressure, Pa.</summary>
    public double PascalsLeast, PascalsMost;

    internal void Take(SondeBody body)
    {
        bool first = Count++ == 0;
        Widen(first, ref TemperatureLeast, ref TemperatureMost, body.TemperatureCelsius);
        Widen(first, ref PhLeast, ref PhMost, body.Ph);
        Widen(first, ref EcLeast, ref EcMost, body.EcInSitu);
        Widen(first, ref PascalsLeast, ref PascalsMost, body.AbsolutePascals);
    }

    private static void Widen(bool first, ref double least, ref double most, double value)
    {
        least = first ? value : Math.Min(least, value);
        most = first ? value : Math.Max(most, value);
    }
}

/// <summary>
/// What the simulated sensors feel: the cave's water through instruments with noise, drift and faults. Faults, each because sondes in caves do it: stuck (a jammed
/// sensor), dry (the pool fell below it), frozen (a mountain spring in January: the water in the housing at its melting point), fouled (a film lowers conductivity and
/// shifts pH), a dead pH glass. None may turn into a good-looking value: what the sensors said is kept (<see cref="Felt"/>) for whoever compares.
/// </summary>
public sealed class SondeBody(SimulatedCave cave, Chance chance)
{
    // The water round the sonde while ice forms, degC: below its melting point by what dissolved salts and supercooling give, above any gross limit.
    private const double IceDegreesCelsius = -0.05;

    private CaveWater _stuckAt;
    private FeltRange _said;
    private CaveWater _felt;
    private long _feltMs;

    /// <summary>All sensors repeat what they felt when this was set.</summary>
    public bool Stuck { get; set; }

    /// <summary>The sonde hangs in air.</summary>
    public bool Dry { get; set; }

    /// <summary>The sonde is in ice.</summary>
    public bool Frozen { get; set; }

    /// <summary>Share by which a film lowers the conductivity, 0 to 1.</summary>
    public double Fouling { get; set; }

    /// <summary>The pH glass is cracked: it shows 7.0 and 0 mV whatever the water.</summary>
    public bool PhGlassDead { get; set; }

    /// <summary>Offset of the pH reading, from age.</summary>
    public double PhDrift { get; set; }

    /// <summary>Voltage of the electrode at pH 7, mV.</summary>
    public double ElectrodeOffsetMillivolts { get; set; }

    /// <summary>Slope of the electrode as a share of Nernst's.</summary>
    public double ElectrodeSlope { get; set; } = 1;

    /// <summary>What the cell shows of the true conductivity, from wear.</summary>
    public double CellFactor { get; set; } = 1;

    /// <summary>The beaker that the sonde stands in instead of the spring; null = the spring. A rehearsal's and a test's.</summary>
    public Beaker? Beaker { get; set; }

    /// <summary>Water depth above the sonde, m.</summary>
    public double DepthMetres { get; private set; }

    /// <summary>Absolute pressure at the sonde, Pa.</summary>
    public double AbsolutePascals { get; private set; }

    /// <summary>Gauge pressure at the sonde, Pa.</summary>
    public double GaugePascals { get; private set; }

    /// <summary>Temperature, degC.</summary>
    public double TemperatureCelsius { get; private set; }

    /// <summary>pH.</summary>
    public double Ph { get; private set; }

    /// <summary>Voltage of the electrode, mV: Nernst slope about pH 7, 59.16 mV at 25 degC.</summary>
    public double PhMillivolts { get; private set; }

    /// <summary>Conductivity at the water's temperature, uS/cm.</summary>
    public double EcInSitu { get; private set; }

    /// <summary>Conductivity at 25 degC, uS/cm.</summary>
    public double Ec25 { get; private set; }

    /// <summary>What the sensors have said since <see cref="ForgetFelt"/>.</summary>
    public FeltRange Felt => _said;

    /// <summary>Begins <see cref="Felt"/> anew.</summary>
    public void ForgetFelt() => _said = default;

    /// <summary>Feels the water at an instant.</summary>
    public void Feel(long utcMilliseconds)
    {
        CaveWater spring = Stuck ? _stuckAt : cave.At(utcMilliseconds);
        _stuckAt = spring;
        CaveWater water = Beaker is { } beaker ? InBeaker(beaker, spring, utcMilliseconds) : spring;
        _felt = water;
        _feltMs = utcMilliseconds;
        double air = Dry ? 0 : 1;
        DepthMetres = Math.Max(0, water.DepthMetres) * air + (Stuck ? 0 : 0.001 * chance.Normal());
        // rho * g at 18 degC: 998.6 * 9.79 (gravity at 27 degrees north, 1000 m).
        GaugePascals = DepthMetres * 998.6 * 9.79;
        AbsolutePascals = GaugePascals + water.AirPressurePascals;
        TemperatureCelsius = (Frozen ? IceDegreesCelsius : water.TemperatureCelsius) + (Stuck ? 0 : 0.004 * chance.Normal());
        double ph = PhGlassDead ? 7.0 : water.Ph + PhDrift + (Stuck ? 0 : 0.003 * chance.Normal());
        double nernst = 59.16 * (TemperatureCelsius + 273.15) / 298.15;
        PhMillivolts = ElectrodeOffsetMillivolts - nernst * ElectrodeSlope * (ph - 7);
        // A new electrode is read as it is; a worn one through the maker's ideal line.
        Ph = ElectrodeSlope == 1 && ElectrodeOffsetMillivolts == 0 ? ph : 7 - PhMillivolts / nernst;
        double factor = CellFactor * air * (1 - Fouling) * (1 + (Stuck ? 0 : 0.0005 * chance.Normal()));
        EcInSitu = water.EcInSitu * factor;
        Ec25 = water.Ec25 * factor;
        _said.Take(this);
    }

    /// <summary>The sensors come to a beaker's values as a glass does, by a time constant.</summary>
    private CaveWater InBeaker(Beaker beaker, CaveWater spring, long utcMilliseconds)
    {
        CaveWater from = _feltMs == 0 ? spring : _felt;
        double share = 1 - Math.Exp(-Math.Max(0, utcMilliseconds - _feltMs) / 1000.0 / Beaker.Seconds);
        double temperature = from.TemperatureCelsius + (beaker.TemperatureCelsius - from.TemperatureCelsius) * share;
        double ec = from.EcInSitu + (beaker.EcInSitu - from.EcInSitu) * share;
        return spring with
        {
            DepthMetres = 0, TemperatureCelsius = temperature, Ph = from.Ph + (beaker.Ph - from.Ph) * share, Ec25 = ec / (1 + 0.0191 * (temperature - 25)),
        };
    }
}

/// <summary>What stands in a beaker: a buffer, a standard, or nothing (air).</summary>
/// <param name="Ph">pH at its temperature.</param>
/// <param name="EcInSitu">Conductivity at its temperature, uS/cm.</param>
/// <param name="TemperatureCelsius">Temperature, degC.</param>
public sealed record Beaker(double Ph, double EcInSitu, double TemperatureCelsius)
{
    /// <summary>Time constant of the sensors, s: chosen so that a reading is within 0.01 pH after about a minute, as a clean glass in a buffer.</summary>
    public const double Seconds = 12;
}

namespace KarstLogger.HostSim;

/// <summary>The water at the outlet and the air above it at one instant: what a perfect instrument would show.</summary>
public readonly record struct CaveWater(
    double StageMetres, double DepthMetres, double DischargeCubicMetresPerSecond, double TemperatureCelsius, double Ph,
    double Ec25, double RainMillimetres, double AirPressurePascals)
{
    /// <summary>Conductivity at the water's temperature, uS/cm (1.91 % per K, the sonde makers' linear rule).</summary>
    public double EcInSitu => Ec25 * (1 + 0.0191 * (TemperatureCelsius - 25));
}

/// <summary>
/// A karst outlet: storms (mostly from May to October) feed a conduit that answers in hours and a matrix that drains for weeks; storm water dilutes the conductivity
/// after a small piston pulse of old water; temperature and pH follow season and day. Shares no code with drivers, decoders or the pipeline. Time only goes forward.
/// </summary>
public sealed class SimulatedCave
{
    private const long StepMs = 300_000;
    private const double StepHours = StepMs / 3.6e6;

    // Response times: conduit 1.5 h and 9 h in series (a flood rises in hours), matrix 35 d. Of the rain a quarter runs through the conduit, a fifth through the matrix.
    private const double ConduitHours = 1.5;
    private const double ChannelHours = 9;
    private const double MatrixHours = 35 * 24;
    private const double ConduitShare = 0.25;
    private const double MatrixShare = 0.20;

    private readonly CavePreset _preset;
    private readonly Chance _chance;
    private long _stepMs;
    private double _conduit;
    private double _channel;
    private double _matrix;
    private double _rain;
    private double _stormHoursLeft;
    private double _stormHours;
    private double _stormIntensity;
    private double _weather;
    private double _ecWander;
    private CaveWater _before;
    private CaveWater _after;

    /// <summary>A cave that has been there for a year before <paramref name="startUtcMilliseconds"/>.</summary>
    public SimulatedCave(CavePreset preset, ulong seed, long startUtcMilliseconds)
    {
        _preset = preset;
        _chance = new Chance(seed ^ 0xCA7E);
        _stepMs = startUtcMilliseconds - 200L * 86_400_000;
        _matrix = 0.010 * preset.AreaSquareKilometres;
        _after = Step();
        while (_stepMs < startUtcMilliseconds)
            _after = Step();
        _rain = 0;
        _before = _after = Step();
    }

    /// <summary>The preset.</summary>
    public CavePreset Preset => _preset;

    /// <summary>The water at an instant that is not before the last one asked for by more than a step.</summary>
    public CaveWater At(long utcMilliseconds)
    {
        while (_stepMs < utcMilliseconds)
        {
            _before = _after;
            _after = Step();
        }
        double share = Math.Clamp(1 - (_stepMs - utcMilliseconds) / (double)StepMs, 0, 1);
        return Between(_before, _after, share);
    }

    private static CaveWater Between(CaveWater a, CaveWater b, double share) => new(
        Mix(a.StageMetres, b.StageMetres, share), Mix(a.DepthMetres, b.DepthMetres, share),
        Mix(a.DischargeCubicMetresPerSecond, b.DischargeCubicMetresPerSecond, share),
        Mix(a.TemperatureCelsius, b.TemperatureCelsius, share), Mix(a.Ph, b.Ph, share), Mix(a.Ec25, b.Ec25, share),
        Mix(a.RainMillimetres, b.RainMillimetres, share), Mix(a.AirPressurePascals, b.AirPressurePascals, share));

    private static double Mix(double a, double b, double share) => a + (b - a) * share;

    private CaveWater Step()
    {
        _stepMs += StepMs;
        double yearShare = _stepMs / 86_400_000.0 / 365.25 % 1;
        double intensity = RainIntensity(yearShare);
        _rain += intensity * StepHours;
        // mm/h on km2 is 1/3.6 m3/s.
        double inflow = intensity * _preset.AreaSquareKilometres / 3.6;
        double toChannel = _conduit / ConduitHours;
        double storm = _channel / ChannelHours;
        double matrix = _matrix / MatrixHours;
        _conduit += (inflow * ConduitShare - toChannel) * StepHours;
        _channel += (toChannel - storm) * StepHours;
        _matrix += (inflow * MatrixShare - matrix) * StepHours;
        double floor = 0.002 * _preset.AreaSquareKilometres;
        return Water(yearShare, storm, toChannel, storm + matrix + floor);
    }

    private CaveWater Water(double yearShare, double storm, double toChannel, double discharge)
    {
        double season = Math.Cos(2 * Math.PI * (yearShare - 0.56));
        double day = Math.Cos(2 * Math.PI * (_stepMs / 86_400_000.0 % 1 - 0.33));
        double stormShare = storm / discharge;
        double piston = 0.06 * toChannel / (discharge + toChannel) * (1 - stormShare);
        _ecWander += -_ecWander * 0.0005 + 0.0003 * _chance.Normal();
        _weather += -_weather * 0.003 + 25 * _chance.Normal() * 0.35;
        double dilution = 0.9 * Math.Min(0.6, 6 * _preset.Ec25Variation) + 0.05;
        double ec = _preset.Ec25Mean * (1 + 0.18 * dilution + _preset.Ec25Variation * (0.35 * -season + 3 * _ecWander) + piston) * (1 - dilution * stormShare);
        double stage = _preset.StageOfZeroFlowMetres + Math.Pow(discharge / _preset.RatingCoefficient, 1 / _preset.RatingExponent);
        return new CaveWater(
            stage, stage - _preset.DeploymentOffsetMetres, discharge,
            _preset.TemperatureMean + _preset.TemperatureSwing * season + 0.08 * day - 0.6 * stormShare,
            _preset.PhMean + 0.03 - 0.04 * season + 0.02 * day - 0.12 * stormShare,
            ec, _rain, _preset.AirPressurePascals + 400 * -season + _weather);
    }

    /// <summary>mm/h. Storms come at random, four times as often in the wet half of the year, and rise and fall like a triangle.</summary>
    private double RainIntensity(double yearShare)
    {
        if (_stormHoursLeft <= 0)
        {
            double wet = yearShare is > 0.33 and < 0.83 ? 1 : 0.25;
            if (!_chance.Happens(wet * StepHours / 80))
                return 0;
            _stormHours = 2 + 10 * _chance.Unit();
            double depth = 4 + 70 * Math.Pow(_chance.Unit(), 3);
            _stormIntensity = 2 * depth / _stormHours;
            _stormHoursLeft = _stormHours;
        }
        double at = 1 - _stormHoursLeft / _stormHours;
        _stormHoursLeft -= StepHours;
        return _stormIntensity * (at < 0.3 ? at / 0.3 : (1 - at) / 0.7);
    }
}

using System.Globalization;
using KarstLogger.Firmware.Core.Field;

namespace KarstLogger.HostSim;

/// <summary>
/// A technician at an emulated box: the firmware's own desk, and a few words beside it that do what hands do (put the sonde into a buffer, wait, pull the plug). All of it is simulated, and says so.
/// </summary>
public sealed class Rehearsal
{
    private const int StepMs = 1000;
    private const int WaitSecondsMost = 7200;

    /// <summary>What the hands can do.</summary>
    public const string Words = """
        rehearse buffer PH [c=T]     stand the sonde in a pH buffer (4.00 6.86 9.18 7.00 10.01, or any pH)
        rehearse standard US [c=T]   stand it in a conductivity standard (1413, or any value at 25 degC)
        rehearse air                 hold it in the air, dry
        rehearse spring              back into the spring
        rehearse worn SLOPE OFFSET   wear of the pH electrode: percent of Nernst, mV at pH 7 (100 0 = new)
        rehearse cell PERCENT        what the conductivity cell shows of the true value (100 = clean)
        rehearse signal on|off       the mast is up or down
        rehearse cable on|off        the sonde's cable is whole or cut
        rehearse wait SECONDS        time passes (1 to 7200); due samples are taken
        rehearse cut                 power goes and comes back: a new wake
        """;

    private readonly SimulatedStation _station;
    private readonly StationFaults _faults;
    private FieldDesk _desk;

    /// <summary>A rehearsal at a station whose faults may be changed.</summary>
    public Rehearsal(SimulatedStation station, StationFaults faults)
    {
        _station = station;
        _faults = faults;
        _desk = station.OpenDesk();
    }

    /// <summary>The desk of this wake.</summary>
    public FieldDesk Desk => _desk;

    /// <summary>Says a line: a rehearsal's own, or one for the desk. Where power goes away meanwhile, the answer is that, and a new wake follows.</summary>
    public string Say(string line)
    {
        try
        {
            return Answer(line);
        }
        catch (PowerCutException)
        {
            return $"SIMULATED: {Cut()}";
        }
    }

    private string Answer(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string answer = words is ["rehearse", ..] ? $"SIMULATED: {Hands(words[1..])}" : _desk.Do(line);
        while (words is ["export", ..] && _desk.More() is { } more)
            answer += "\n" + more;
        if (_desk.WantsReboot)
            Restart();
        return answer;
    }

    /// <summary>Lets time pass as it does while somebody thinks.</summary>
    public void Pass(long milliseconds)
    {
        for (long left = milliseconds; left > 0; left -= StepMs)
        {
            _station.Time.Advance(Math.Min(left, StepMs));
            _desk.Idle();
            if (_desk.WantsReboot)
                Restart();
        }
    }

    private string Hands(string[] words) => words switch
    {
        ["buffer", var ph, ..] when Number(ph, 0, 14) is { } value => Buffer(value, Celsius(words)),
        ["standard", var ec, ..] when Number(ec, 1, 100_000) is { } value => Standard(value, Celsius(words)),
        ["air"] => Stand(new Beaker(_station.Body.Ph, 0, Water), "in the air"),
        ["spring"] => Stand(null, "back in the spring"),
        ["worn", var slope, var offset] when Number(slope, 1, 200) is { } share && Number(offset, -500, 500) is { } millivolts => Wear(share, millivolts),
        ["cell", var share] when Number(share, 1, 500) is { } value => Cell(value),
        ["signal", "on" or "off"] => Signal(words[1] == "on"),
        ["cable", "on" or "off"] => Cable(words[1] == "on"),
        ["wait", var seconds] when Number(seconds, 1, WaitSecondsMost) is { } value => Wait((long)value),
        ["cut"] => Cut(),
        _ => $"not understood. The hands' words:\n{Words}",
    };

    private double Water => _station.Cave.At(_station.Time.UtcMilliseconds).TemperatureCelsius;

    private double Celsius(string[] words) => words.Length > 2 && words[2].StartsWith("c=", StringComparison.Ordinal) && Number(words[2][2..], 0, 40) is { } value ? value : Water;

    private string Buffer(double ph, double celsius)
    {
        int named = PhBuffers.Named((int)Math.Round(ph * 1000));
        int value = named < 0 ? -1 : PhBuffers.At(named, (int)Math.Round(celsius * 100));
        double truly = value < 0 ? ph : value / 1000.0;
        return Stand(new Beaker(truly, 6000, celsius), string.Create(CultureInfo.InvariantCulture, $"in the buffer {ph:F2}, which has pH {truly:F3} at {celsius:F1} degC"));
    }

    private string Standard(double at25, double celsius)
    {
        int value = EcStandards.At((int)Math.Round(at25 * 100), (int)Math.Round(celsius * 100));
        // Beside the table: 2 % a kelvin, as KCl has it near 25 degC.
        double truly = value < 0 ? at25 * (1 + 0.02 * (celsius - 25)) : value / 100.0;
        return Stand(new Beaker(6.5, truly, celsius), string.Create(CultureInfo.InvariantCulture, $"in the standard of {at25:F0} uS/cm, which has {truly:F0} at {celsius:F1} degC"));
    }

    private string Stand(Beaker? beaker, string where)
    {
        _station.Body.Beaker = beaker;
        return $"the sonde is {where}.";
    }

    private string Wear(double percent, double millivolts)
    {
        _station.Body.ElectrodeSlope = percent / 100;
        _station.Body.ElectrodeOffsetMillivolts = millivolts;
        return "the electrode is so worn.";
    }

    private string Cell(double percent)
    {
        _station.Body.CellFactor = percent / 100;
        return "the cell shows this share of the true conductivity.";
    }

    private string Signal(bool on)
    {
        _faults.Link.Outages.Clear();
        if (!on)
            _faults.Link.Outages.Add(new Stretch(_station.Time.UtcSeconds, uint.MaxValue));
        return on ? "there is signal." : "there is no signal.";
    }

    private string Cable(bool on)
    {
        _faults.Bus.Silent = !on;
        return on ? "the cable is whole." : "the cable is cut.";
    }

    private string Wait(long seconds)
    {
        Pass(seconds * 1000);
        return $"{seconds} s later.";
    }

    private string Cut()
    {
        _station.Flash.LosePower();
        _station.Flash.CutAtCall = 0;
        Restart();
        return "the power went and came back.";
    }

    private void Restart() => _desk = _station.OpenDesk();

    private static double? Number(string text, double least, double most) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= least && value <= most ? value : null;
}

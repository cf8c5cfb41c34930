using System.Text.Json;
using KarstLogger.Firmware.Core.Field;
using KarstLogger.HostSim;
using KarstLogger.Wire;
using static KarstLogger.Firmware.Tests.StationWorld;

namespace KarstLogger.Firmware.Tests.Field;

/// <summary>A technician at a simulated box that has run for two hours: says lines, reads answers and the record.</summary>
internal sealed class FieldRehearsal
{
    public FieldRehearsal(string sonde, ulong seed = 11)
    {
        Station = StationWorld.Station(seed, $"format = 1\n[logger]\nnumber = 1\nsonde = {sonde}\n", Faults);
        Station.RunUntil(Start + 7200);
        Hands = new Rehearsal(Station, Faults);
    }

    public StationFaults Faults { get; } = new();

    public SimulatedStation Station { get; }

    public Rehearsal Hands { get; }

    public SondeBody Body => Station.Body;

    /// <summary>A line that must be obeyed; its JSON.</summary>
    public JsonElement Obey(string line)
    {
        JsonElement answer = Ask(line);
        Assert.True(answer.GetProperty("ok").GetBoolean(), $"{line}: {answer}");
        return answer;
    }

    /// <summary>A line that must be refused; its code.</summary>
    public string Refuse(string line)
    {
        JsonElement answer = Ask(line);
        Assert.False(answer.GetProperty("ok").GetBoolean(), $"{line}: {answer}");
        return answer.GetProperty("code").GetString()!;
    }

    public JsonElement Ask(string line) => JsonDocument.Parse(Hands.Say(line + " --json")).RootElement;

    /// <summary>Stands the sonde in a beaker.</summary>
    public void Stand(double ph, double ec = 6000, double celsius = 25) => Body.Beaker = new Beaker(ph, ec, celsius);

    /// <summary>The emulated calibration registers of the sonde with a number on the shared wires.</summary>
    public T Registers<T>(int number) where T : class => (T)((TableEmulator)((SharedWires)Station.Bus.Device!).Devices[number]).Calibration!;

    /// <summary>Everything is sent, and then the events of a code as the gateway has them.</summary>
    public LoggerEvent[] Events(EventCode code)
    {
        Hands.Say("net try");
        return Station.Events(code);
    }
}

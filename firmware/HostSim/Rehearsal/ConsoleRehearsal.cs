using System.Diagnostics;
using KarstLogger.Wire;

namespace KarstLogger.HostSim;

/// <summary><c>emulate --console</c>: the box's console on this machine, at an emulated sonde. A person types and time passes as it does; a piped script runs in virtual time and is echoed.</summary>
public static class ConsoleRehearsal
{
    private const uint DaySeconds = 86_400;

    /// <summary>2026-06-01, so that the rainy half of the year lies before the technician.</summary>
    private const uint StartUtcSeconds = 1_780_272_000;

    /// <summary>Runs until the input ends or says <c>quit</c>, with a box of this configuration.</summary>
    public static int Run(RehearsedBox box, ulong seed, TextReader input, TextWriter output, bool isTyped)
    {
        StationFaults faults = new();
        SimulatedStation station = new(new StationOptions
        {
            LoggerId = 1, Cave = CavePreset.South, Seed = seed, StartUtcSeconds = StartUtcSeconds, ConfigurationText = box.Text, Faults = faults,
        });
        // Two days and a half of record, so that log, export and the forecast have something to show.
        station.RunUntil(StartUtcSeconds + 2 * DaySeconds + DaySeconds / 2);
        output.WriteLine($"SIMULATED: {station.LoggerName} with {box.Sonde}, seed {seed}. Nothing here is measured. 'help' lists the box's words, 'rehearse' the hands'; 'quit' ends.");
        Converse(new Rehearsal(station, faults), input, output, isTyped);
        return 0;
    }

    private static void Converse(Rehearsal rehearsal, TextReader input, TextWriter output, bool isTyped)
    {
        long before = Stopwatch.GetTimestamp();
        while (true)
        {
            if (isTyped)
                output.Write("> ");
            if (input.ReadLine() is not { } line || line.Trim() == "quit")
                return;
            if (isTyped)
                rehearsal.Pass((long)Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            else if (line.Trim().Length > 0)
                output.WriteLine($"> {line}");
            string answer = line.TrimStart().StartsWith('#') ? "" : rehearsal.Say(line);
            if (answer.Length > 0)
                output.WriteLine(answer);
            before = Stopwatch.GetTimestamp();
        }
    }
}

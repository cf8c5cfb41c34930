using System.Text;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests;

/// <summary>Short words for what tests ask of a simulated station.</summary>
internal static class StationWorld
{
    /// <summary>2026-01-01T00:00:00Z.</summary>
    public const uint Start = 1_767_225_600;

    public static SimulatedStation Station(ulong seed, string configuration = "format = 1\n", StationFaults? faults = null, bool clockSet = true, uint start = Start) => new(new StationOptions
    {
        LoggerId = 9, Cave = CavePreset.South, Seed = seed, StartUtcSeconds = start, Faults = faults ?? new(), ConfigurationText = configuration, ClockSetAtStart = clockSet,
    });

    public static Sample[] Samples(this SimulatedStation station) => [.. station.Loopback!.Archive.Values
        .Where(frame => Frame.ReadHeader(frame, 0).Kind == FrameKind.Sample).Select(frame => SampleFrame.Read(frame, 0)).OrderBy(sample => sample.Sequence)];

    public static LoggerEvent[] Events(this SimulatedStation station, EventCode code) => [.. station.Loopback!.Archive.Values
        .Where(frame => Frame.ReadHeader(frame, 0).Kind == FrameKind.Event).Select(frame => EventFrame.Read(frame, 0))
        .Where(one => one.Code == code).OrderBy(one => one.Sequence)];

    public static string[] Replies(this SimulatedStation station) => [.. station.Loopback!.Others
        .Where(message => message.Topic == Topics.Reply(station.LoggerName)).Select(message => Encoding.UTF8.GetString(message.Payload))];

    public static string[] Statuses(this SimulatedStation station) => [.. station.Loopback!.Others
        .Where(message => message.Topic == Topics.Status(station.LoggerName)).Select(message => Encoding.UTF8.GetString(message.Payload))];

    public static void SendConfig(this SimulatedStation station, string text) => station.Loopback!.SendDown(Topics.Config(station.LoggerName), Encoding.UTF8.GetBytes(text));

    public static void SendCommand(this SimulatedStation station, string text) => station.Loopback!.SendDown(Topics.Command(station.LoggerName), Encoding.UTF8.GetBytes(text));
}

using KarstLogger.Gateway.Store;
using KarstLogger.Wire;

namespace KarstLogger.Gateway.Tests;

/// <summary>Frames and uploads as a logger would write them.</summary>
internal static class Frames
{
    public const uint Logger = 0x0a1b2c3d;

    public const uint Epoch = 77;

    /// <summary>2026-03-01 00:00 UTC.</summary>
    public const uint Start = 1_772_323_200;

    public const uint QuarterHour = 900;

    public static byte[] Sample(uint sequence, int level = 12_000, uint epoch = Epoch, uint logger = Logger, uint? utcSeconds = null, ClockSource clock = ClockSource.Rtc)
    {
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(new Sample
        {
            LoggerId = logger, Epoch = epoch, Sequence = sequence, UtcSeconds = utcSeconds ?? Start + sequence * QuarterHour, ClockSource = clock,
            ClockErrorLog2Milliseconds = 10, IntervalSeconds = 900, Level = level, LevelStatus = ProbeStatus.Ok, BatteryMillivoltsMin = 3910,
        }, bytes, 0);
        return bytes;
    }

    public static byte[] Event(uint sequence, EventCode code, string text, uint epoch = Epoch, ClockSource clock = ClockSource.Rtc, uint? utcSeconds = null) =>
        EventFrame.ToBytes(new LoggerEvent
        {
            LoggerId = Logger, Epoch = epoch, Sequence = sequence, Code = code, Text = text, ClockSource = clock,
            UtcSeconds = utcSeconds ?? Start + sequence * QuarterHour, ClockErrorLog2Milliseconds = 10,
        });

    public static byte[] Envelope(uint batchId, params byte[][] frames) => Envelope(batchId, Logger, frames);

    public static byte[] Envelope(uint batchId, uint logger, byte[][] frames)
    {
        byte[] bytes = new byte[Wire.Envelope.HeaderByteCount + frames.Sum(frame => frame.Length)];
        new Envelope
        {
            LoggerId = logger, BatchId = batchId, FrameCount = frames.Length, SendUtcSeconds = Start, Backlog = 4, NextContactSeconds = 3600,
        }.WriteHeader(bytes);
        int at = Wire.Envelope.HeaderByteCount;
        foreach (byte[] frame in frames)
        {
            frame.CopyTo(bytes, at);
            at += frame.Length;
        }
        return bytes;
    }

    public static Upload Upload(params byte[][] frames) => new()
    {
        Route = FrameRoute.Mqtt, ReceivedUtcMs = Math.Max(Start, frames.Select(bytes => (long)Frame.ReadHeader(bytes, 0).UtcSeconds).DefaultIfEmpty(Start).Max()) * 1000L + 5,
        Frames = [.. frames.Select(bytes => new ReceivedFrame(Frame.ReadHeader(bytes, 0), bytes))],
    };
}

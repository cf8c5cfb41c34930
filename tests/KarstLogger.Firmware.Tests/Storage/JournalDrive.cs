using System.Collections;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Tests.Storage;

/// <summary>The journal on a simulated drive as the device uses it: new objects at each wake. Notes what was reported, so that tests can hold it to its word.</summary>
internal sealed class JournalDrive(SimulatedFlash flash, Chance chance)
{
    public const uint LoggerId = 0xC0FFEE01;

    /// <summary>Frames that the journal has reported stored.</summary>
    public Dictionary<(uint Epoch, uint Sequence), byte[]> Reported { get; } = [];

    /// <summary>Frames that were handed to the journal, stored or not.</summary>
    public HashSet<string> Offered { get; } = [];

    /// <summary>Frames that the journal gave up because the drive was full, and said so.</summary>
    public HashSet<(uint Epoch, uint Sequence)> GivenUp { get; } = [];

    /// <summary>Frames that the journal noted as damaged: honest, but for a frame reported stored a broken promise all the same.</summary>
    public HashSet<(uint Epoch, uint Sequence)> Damaged { get; } = [];

    public LoggerState State { get; private set; } = new();

    public SampleJournal Journal { get; private set; } = null!;

    /// <summary>The start of a wake; returns what was found.</summary>
    public JournalRecovery Wake(bool lookAtEverything)
    {
        State = LoggerState.Load(flash);
        Journal = new SampleJournal(flash, State, LoggerId);
        JournalRecovery recovery = Journal.Open(lookAtEverything, (uint)chance.Next() | 1);
        NoteGivenUp(Journal.Lost);
        return recovery;
    }

    /// <summary>Stores a sample and sometimes an event with it; then makes room and saves the state, as the cycle does.</summary>
    public bool StoreOne()
    {
        ArrayList frames = [Sample(Journal.NextSequence)];
        if (chance.Happens(0.3))
            frames.Add(Event(Journal.NextSequence + 1, "note=" + new string('x', chance.Below(100))));
        bool stored = Store(frames);
        while (Journal.IsOverPlan)
        {
            ArrayList lost = Journal.LostWithOldest();
            ArrayList events = [];
            foreach (LostRange range in lost)
                events.Add(Event(Journal.NextSequence + (uint)events.Count, range.ToText()));
            if (events.Count > 0)
                Store(events);
            Journal.CountLosses(lost);
            NoteGivenUp(lost);
            Journal.DeleteOldest();
        }
        State.Save(flash);
        return stored;
    }

    /// <summary>Everything that can be read back.</summary>
    public Dictionary<(uint Epoch, uint Sequence), byte[]> Readable()
    {
        Dictionary<(uint, uint), byte[]> frames = [];
        JournalReader reader = Journal.Reader();
        reader.MoveTo(0, 0);
        while (reader.Next())
        {
            byte[] frame = reader.FrameBytes();
            if (!frames.TryAdd((reader.Epoch, reader.Sequence), frame))
                Assert.True(frames[(reader.Epoch, reader.Sequence)].AsSpan().SequenceEqual(frame), $"sequence {reader.Sequence} stands twice with different contents");
        }
        return frames;
    }

    /// <summary>What was promised and broken; empty is good.</summary>
    public List<string> Violations()
    {
        List<string> violations = [];
        Dictionary<(uint Epoch, uint Sequence), byte[]> readable = Readable();
        foreach (((uint Epoch, uint Sequence) key, byte[] frame) in Reported)
            if (!readable.TryGetValue(key, out byte[]? found) ? !GivenUp.Contains(key) : !found.AsSpan().SequenceEqual(frame))
                violations.Add($"frame {key} was reported stored and is {(found is null ? "gone" : "another")}");
        foreach (byte[] frame in readable.Values)
            if (!Offered.Contains(Convert.ToHexString(frame)))
                violations.Add($"a frame was accepted that nobody wrote: {Convert.ToHexString(frame)}");
        return violations;
    }

    private bool Store(ArrayList frames)
    {
        foreach (byte[] frame in frames)
            Offered.Add(Convert.ToHexString(frame));
        bool stored = Journal.Store(frames);
        if (stored)
            foreach (byte[] frame in frames)
                Reported[(LittleEndian.GetU32(frame, 8), LittleEndian.GetU32(frame, 12))] = frame;
        NoteGivenUp(Journal.Lost);
        return stored;
    }

    private void NoteGivenUp(ArrayList ranges)
    {
        foreach (LostRange range in ranges)
            for (uint sequence = range.First; sequence <= range.Last; sequence++)
                (range.Reason == LostRange.Full ? GivenUp : Damaged).Add((range.Epoch, sequence));
    }

    private byte[] Sample(uint sequence)
    {
        byte[] bytes = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(new Sample { LoggerId = LoggerId, Epoch = Journal.Epoch, Sequence = sequence, Level = (int)chance.Next(), LevelStatus = ProbeStatus.Ok }, bytes, 0);
        return bytes;
    }

    private byte[] Event(uint sequence, string text) =>
        EventFrame.ToBytes(new LoggerEvent { LoggerId = LoggerId, Epoch = Journal.Epoch, Sequence = sequence, Code = EventCode.Note, Text = text });
}

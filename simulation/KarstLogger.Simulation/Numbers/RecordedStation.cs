using KarstLogger.Firmware.Core.Ports;
using KarstLogger.HostSim;
using KarstLogger.Wire;

namespace KarstLogger.Simulation.Numbers;

/// <summary>
/// A week of one simulated box with every message of every contact: the production firmware on simulated ports, in virtual time, over a link that loses nothing
/// (20 KiB/s, 120 ms one way, 2.5 s to attach, as <see cref="LinkFaults"/> has it).
/// </summary>
public sealed class RecordedStation
{
    // 2026-01-01T00:00:00Z; the first day is left out: power on, first samples off the schedule.
    private const uint Start = 1_767_225_600, FirstDay = 86_400, Week = 7 * 86_400;
    private const ulong Seed = 20_260_101;
    private const uint LoggerNumber = 9;

    private RecordedStation(IReadOnlyList<IReadOnlyList<AirMessage>> contacts, double samples, double wakes, double awakeMs, double airMs) =>
        (Contacts, Samples, AwakeSecondsPerCycle, AirSecondsPerContact, SondeSecondsPerSample) =
            (contacts, samples, awakeMs / wakes / 1000, airMs / contacts.Count / 1000, (awakeMs - airMs) / samples / 1000);

    /// <summary>The messages, contact by contact.</summary>
    public IReadOnlyList<IReadOnlyList<AirMessage>> Contacts { get; }

    /// <summary>Samples taken in the week.</summary>
    public double Samples { get; }

    /// <summary>Mean time awake of a cycle, s: sonde, wait for the mark, and the contact where there is one.</summary>
    public double AwakeSecondsPerCycle { get; }

    /// <summary>Mean time with the radio on, s.</summary>
    public double AirSecondsPerContact { get; }

    /// <summary>Mean time awake without the radio, s: all of it with the sonde on.</summary>
    public double SondeSecondsPerSample { get; }

    /// <summary>Name of the logger.</summary>
    public static string Logger => LoggerId.ToText(LoggerNumber);

    /// <summary>Bytes on the air in the week; <paramref name="isCounted"/> leaves messages out.</summary>
    public double BytesPerSample(Func<AirMessage, bool> isCounted) => Contacts.Sum(contact => AirBytes.Contact(Logger, [.. contact.Where(isCounted)]).All) / Samples;

    /// <summary>Bytes on the air per sample where each sample of a contact goes out as one JSON text instead, and nothing else but the broker's PUBACK answers.</summary>
    public double JsonBytesPerSample() => Contacts.Sum(contact => AirBytes.Contact(Logger, JsonOf(contact)).All) / Samples;

    /// <summary>Mean length of those texts, bytes.</summary>
    public double JsonTextBytes() => Contacts.SelectMany(JsonOf).Average(message => message.Payload.Length);

    /// <summary>Mean bytes of frames per sample: what the journal holds and the envelope carries.</summary>
    public double FrameBytesPerSample() => Contacts.SelectMany(contact => contact).Where(message => message.IsUp && message.Topic == Topics.Data(Logger))
        .Sum(message => message.Payload.Length - Envelope.HeaderByteCount) / Samples;

    /// <summary>Runs the week.</summary>
    /// <param name="model">Sonde of the configuration.</param>
    /// <param name="samplesPerUpload">1 = with every sample.</param>
    public static RecordedStation Run(string model, int samplesPerUpload)
    {
        RecordingLink link = new();
        SimulatedStation station = new(new StationOptions
        {
            LoggerId = LoggerNumber, Cave = CavePreset.South, Seed = Seed, StartUtcSeconds = Start, Link = link, KeepTruth = false,
            ConfigurationText = FormattableString.Invariant($"format = 1\n[logger]\nsonde = {model}\n[link]\nsamples_per_upload = {samplesPerUpload}\n"),
        });
        link.Gateway = new LoopbackGateway(station.Time, new Chance(Seed));
        station.RunUntil(Start + FirstDay);
        StationCounters before = station.Counters with { };
        long airBefore = station.Air.AirMs;
        link.Contacts.Clear();
        station.RunUntil(Start + FirstDay + Week);
        return new RecordedStation(link.Contacts, station.Counters.Sampled - before.Sampled, station.Counters.Wakes - before.Wakes, station.Counters.AwakeMs - before.AwakeMs, station.Air.AirMs - airBefore);
    }

    private static List<AirMessage> JsonOf(IReadOnlyList<AirMessage> contact) =>
        [.. contact.Where(message => message.IsUp && message.Topic == Topics.Data(Logger)).SelectMany(message => PlainJson.Of(message.Payload)).Select(text => new AirMessage(true, Topics.Data(Logger), text))];

    private sealed class RecordingLink : ILink
    {
        public List<IReadOnlyList<AirMessage>> Contacts { get; } = [];

        public LoopbackGateway? Gateway { get; set; }

        private List<AirMessage> Contact => (List<AirMessage>)Contacts[^1];

        public bool Open(int effort, int timeoutMs)
        {
            Contacts.Add(new List<AirMessage>());
            return true;
        }

        public bool Publish(string topic, byte[] payload)
        {
            Contact.Add(new AirMessage(true, topic, payload));
            return Gateway!.Publish(topic, payload);
        }

        public LinkMessage? Receive(int timeoutMs)
        {
            LinkMessage? message = Gateway!.Receive(timeoutMs);
            if (message is not null)
                Contact.Add(new AirMessage(false, message.Topic, message.Payload));
            return message;
        }

        public void Close()
        {
        }
    }
}

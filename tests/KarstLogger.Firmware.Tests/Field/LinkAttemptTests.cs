using System.Text.Json;
using KarstLogger.Firmware.Core.Modem;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.HostSim;
using KarstLogger.Wire;
using static KarstLogger.Firmware.Tests.StationWorld;

namespace KarstLogger.Firmware.Tests.Field;

/// <summary>What somebody at the box reads of the link (field practice D3: signal, and the last five attempts in words).</summary>
public sealed class LinkAttemptTests
{
    private const string Sonde = "y520@1+y532@2+keller@3";

    private static string[] Outcomes(JsonElement answer) => [.. answer.GetProperty("attempts").EnumerateArray().Select(attempt => attempt.GetProperty("outcome").GetString()!)];

    [Fact]
    public void A_contact_that_delivered_is_told_with_its_time_and_the_signal()
    {
        FieldRehearsal field = new(Sonde);
        field.Obey("net try");
        foreach (string verb in new[] { "status", "net" })
        {
            JsonElement answer = field.Obey(verb), newest = answer.GetProperty("attempts")[0];
            // +CSQ 17 is -79 dBm (3GPP TS 27.007, 8.5).
            Assert.Equal(-79, answer.GetProperty("signal_dbm").GetInt32());
            Assert.Equal(["delivered", "delivered", "delivered", "delivered", "delivered"], Outcomes(answer));
            Assert.InRange(newest.GetProperty("at_s").GetUInt32(), Start + 7200, Start + 7300);
            Assert.Matches(@"^02:0[01] delivered$", newest.GetProperty("say").GetString());
            Assert.Equal(JsonValueKind.Null, newest.GetProperty("modem").ValueKind);
            string text = field.Hands.Say(verb);
            Assert.Contains("Signal: -79 dBm when a network was last reached (simulated).", text, StringComparison.Ordinal);
            Assert.Contains("Last contacts: 02:0", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void No_network_no_broker_and_no_acknowledgement_are_told_apart()
    {
        FieldRehearsal field = new(Sonde);
        field.Station.Loopback!.KilledBeforeAnswerShare = 1;
        field.Obey("net try");
        field.Station.Loopback.KilledBeforeAnswerShare = 0;
        // Attaching takes 2.5 s: the network is there when the link opens, and gone when the upload should go.
        uint now = field.Station.Time.UtcSeconds;
        field.Faults.Link.Outages.Add(new Stretch(now + 1, now + 60));
        field.Obey("net try");
        field.Hands.Say("rehearse wait 60");
        field.Hands.Say("rehearse signal off");
        JsonElement off = field.Obey("net try");
        Assert.Equal(["no-network", "no-broker", "no-acknowledgement", "delivered", "delivered"], Outcomes(off));
        Assert.EndsWith(" no network", off.GetProperty("attempts")[0].GetProperty("say").GetString(), StringComparison.Ordinal);
        Assert.Equal(-79, off.GetProperty("signal_dbm").GetInt32());
    }

    [Fact]
    public void The_last_contacts_outlive_a_power_cut_and_those_of_another_day_have_their_date()
    {
        FieldRehearsal field = new(Sonde);
        field.Hands.Say("rehearse signal off");
        string before = field.Obey("net try").GetProperty("attempts").GetRawText();
        field.Hands.Say("rehearse cut");
        Assert.Equal(before, field.Obey("status").GetProperty("attempts").GetRawText());
        SimulatedStation station = field.Station;
        station.RunUntil(Start + 3 * 86400);
        LoggerState state = LoggerState.Load(station.Flash);
        Assert.All(state.Attempts, attempt => Assert.Equal(LinkAttempt.NoNetwork, attempt.Outcome));
        Assert.Equal(state.Attempts.Select(attempt => attempt.Seconds).OrderDescending(), state.Attempts.Select(attempt => attempt.Seconds));
        string oldest = new Rehearsal(station, field.Faults).Say("net");
        Assert.Contains("2026-01-03 ", oldest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("card", LinkAttempt.NoNetwork, ModemResult.NoSim, 0)]
    [InlineData("broker", LinkAttempt.NoBroker, ModemResult.BrokerUnreachable, -79)]
    [InlineData("refused", LinkAttempt.NoBroker, ModemResult.BrokerRefused, -79)]
    [InlineData("none", LinkAttempt.Delivered, ModemResult.Ok, -79)]
    public void Over_the_modem_its_result_and_its_signal_are_kept(string fault, int outcome, int result, int signalDbm)
    {
        ModemFaults faults = new() { SimMissing = fault == "card", BrokerRefuses = fault == "refused" };
        if (fault == "broker")
            faults.BrokerDown.Add(new Stretch(0, uint.MaxValue));
        SimulatedStation station = new(new StationOptions
        {
            LoggerId = 9, Cave = CavePreset.South, Seed = 5, StartUtcSeconds = Start, Modem = faults, ConfigurationText = "format = 1\n", ClockSetAtStart = true,
            ModemSettings = new ModemSettings { BrokerHost = "gateway.example", BrokerPassword = "p", Authority = "-----BEGIN CERTIFICATE-----\nA\n-----END CERTIFICATE-----\n", Apn = "karst" },
        });
        station.RunUntil(Start + 1800);
        LoggerState state = LoggerState.Load(station.Flash);
        Assert.Equal((outcome, result, signalDbm), (state.Attempts[0].Outcome, state.Attempts[0].Modem, state.SignalDbm));
    }

    [Fact]
    public void A_state_file_from_before_the_attempts_loads_and_tells_none()
    {
        FieldRehearsal field = new(Sonde);
        SimulatedFlash flash = field.Station.Flash;
        LoggerState now = LoggerState.Load(flash);
        Assert.Equal(5, now.Attempts.Count(attempt => attempt is not null));
        for (int file = 0; file < 2; file++)
        {
            byte[] bytes = flash.ReadSmall(file)!;
            // Signal, number of attempts, five times six bytes, an empty text of the clock, checksum: what the version before them did not write.
            byte[] old = [.. bytes[..^(1 + 1 + 5 * 6 + 1 + 4)], 0, 0, 0, 0];
            LittleEndian.Put32(old, old.Length - 4, Crc32.Of(old, 0, old.Length - 4));
            Assert.True(flash.WriteSmall(file, old));
        }
        LoggerState before = LoggerState.Load(flash);
        Assert.True(before.WasRestored);
        Assert.Equal((now.Generation, now.Current.Epoch, now.Current.LastSequence, now.LinkTries, now.HeardConfiguration), (before.Generation, before.Current.Epoch, before.Current.LastSequence, before.LinkTries, before.HeardConfiguration));
        Assert.All(before.Attempts, Assert.Null);
        JsonElement status = JsonDocument.Parse(new Rehearsal(field.Station, field.Faults).Say("status --json")).RootElement;
        Assert.Equal(JsonValueKind.Null, status.GetProperty("signal_dbm").ValueKind);
        Assert.Equal(0, status.GetProperty("attempts").GetArrayLength());
    }

    [Fact]
    public void The_fullest_state_is_written_and_read_back()
    {
        SimulatedFlash flash = new(default, 1 << 20, new Chance(1));
        LoggerState state = new() { SondeMemoryBytes = new byte[64], SondeSerial = new string('9', 24), ClockWords = new string('w', 255) };
        for (uint i = 1; i <= 7; i++)
            state.NoteAttempt(new LinkAttempt { Seconds = Start + i, Outcome = LinkAttempt.NoBroker, Modem = ModemResult.PortFault }, -300);
        Assert.True(state.Save(flash));
        LoggerState read = LoggerState.Load(flash);
        Assert.Equal((-128, Start + 7, Start + 3), (read.SignalDbm, read.Attempts[0].Seconds, read.Attempts[4].Seconds));
        Assert.Equal((LinkAttempt.NoBroker, ModemResult.PortFault, new string('9', 24), state.ClockWords), (read.Attempts[4].Outcome, read.Attempts[4].Modem, read.SondeSerial, read.ClockWords));
    }
}

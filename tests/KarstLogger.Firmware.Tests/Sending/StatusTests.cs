using System.Globalization;
using KarstLogger.HostSim;
using KarstLogger.Wire;
using static KarstLogger.Firmware.Tests.StationWorld;

namespace KarstLogger.Firmware.Tests.Sending;

/// <summary>What the box says of itself, against what the simulation knows about it.</summary>
public sealed class StatusTests
{
    [Fact]
    public void Each_contact_ends_with_a_status_that_says_when_the_next_one_is()
    {
        SimulatedStation station = Station(1, "format = 1\n[link]\nsamples_per_upload = 4\n");
        station.RunUntil(Start + 6 * 3600);
        string[] all = station.Statuses();
        Assert.InRange(all.Length, 6, 7);
        // Uploads at the full hour, reading and upload take less than two minutes: the next is 58 to 60 minutes away, not the quarter hour of the next sample.
        Assert.All(all[1..], status => Assert.InRange(Number(status, "next_contact_s"), 3480, 3600));
        Assert.All(all, status => Assert.Equal(Number(status, "utc_s") + Number(status, "next_contact_s"), Number(status, "next_contact_utc_s")));
        Assert.All(all, status => Assert.InRange(status.Length, 100, 1024));
    }

    [Fact]
    public void The_status_says_version_journal_backlog_battery_sonde_and_configuration()
    {
        SimulatedStation station = Station(2, "format = 1\n[logger]\nnumber = 7\n");
        station.RunUntil(Start + 4 * 3600);
        string status = station.Statuses()[^1];
        Assert.Equal(("1", "none", "1"), (Words.Value(status, "status"), Words.Value(status, "slot"), Words.Value(status, "simulated")));
        // 2 MB drive: three quarters in segments of 16 KiB (the least), one of 96 kept free: 95 x 16 384 / 64 samples, at 15 minutes 253 days.
        Assert.Equal((24_320, 253), (Number(status, "journal_frames"), Number(status, "journal_days_left")));
        Assert.Equal((0, 0, 7, 3), (Number(status, "backlog"), Number(status, "lost"), Number(status, "config"), Number(status, "clock_source")));
        Assert.Equal(station.Power.BatteryMillivolts(), Number(status, "battery_mv"), 5.0);
        Assert.StartsWith("4", Words.Value(status, "sonde_serial"), StringComparison.Ordinal);
        Assert.Equal("aquatroll400", Words.Value(status, "sonde"));
        // Crc32 of the configuration text by zlib: python3 -c "import zlib;print('%08x' % zlib.crc32(b'format = 1\n[logger]\nnumber = 7\n'))"
        Assert.Equal("ca3a71eb", Words.Value(status, "config_mark"));
    }

    [Fact]
    public void After_an_outage_the_status_counts_tries_attachments_and_switched_power_and_what_waits()
    {
        StationFaults faults = new();
        faults.Link.Outages.Add(new Stretch(Start + 3600, Start + 2 * 86400));
        SimulatedStation station = Station(3, faults: faults);
        station.RunUntil(Start + 2 * 86400 + 3 * 3600);
        string before = station.Statuses().Last(status => Number(status, "utc_s") < Start + 3700), after = station.Statuses()[^1];
        int failures = (int)(Number(after, "link_tries") - Number(before, "link_tries")) - station.Statuses().Count(status => Number(status, "utc_s") > Start + 3700);
        // Back-off to two hours within 47 hours: some 27 failures. The third and fourth try attach anew, from the fifth on the radio's power is switched (docs: two and four failures).
        Assert.InRange(failures, 20, 40);
        Assert.Equal(2, Number(after, "link_reattaches"));
        Assert.Equal(failures + 1 - 4, Number(after, "link_power_cycles"));
        Assert.Equal(failures / 12, Number(after, "link_reboots"));
        Assert.Equal((0, 0), (Number(after, "link_failures"), Number(after, "backlog")));
    }

    [Fact]
    public void With_a_quarter_of_the_days_bytes_used_up_no_status_is_sent_and_samples_still_are()
    {
        SimulatedStation station = Station(4, "format = 1\n[link]\nair_kb_per_day_most = 100\n");
        station.RunUntil(Start + 86400);
        // 25 of 100 KiB at about 3.7 KB a contact, of 96 contacts a day; the rest carries samples alone.
        Assert.InRange(station.Statuses().Length, 5, 10);
        Assert.InRange(station.Statuses().Max(status => Number(status, "day_air_bytes")), 0, 25 * 1024);
        Assert.InRange(station.Air.Uploads, 2 * station.Statuses().Length, 96);
    }

    [Fact]
    public void A_box_without_a_set_clock_gives_no_instant_and_still_says_how_long_it_sleeps()
    {
        SimulatedStation station = Station(5, clockSet: false);
        station.Loopback!.KilledBeforeAnswerShare = 0;
        station.RunUntil(Start + 1800);
        string status = station.Statuses()[0];
        // The first answer has set the clock before the status is made: offset and source are in it.
        Assert.Equal((int)ClockSource.Gateway, Number(status, "clock_source"));
        Assert.InRange(Number(status, "clock_offset_ms"), 1_700_000_000_000, 1_800_000_000_000);
    }

    private static long Number(string status, string key) => long.Parse(Words.Value(status, key), CultureInfo.InvariantCulture);
}

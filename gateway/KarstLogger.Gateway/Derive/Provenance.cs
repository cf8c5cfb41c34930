using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using KarstLogger.Gateway.Stations;
using KarstLogger.Gateway.Store;
using KarstLogger.Hydrochemistry.Pipeline;
using KarstLogger.Hydrochemistry.Quality;
using KarstLogger.Hydrochemistry.Quantities;

namespace KarstLogger.Gateway.Derive;

/// <summary>The two hashes of a derived day (docs/decisions/0008-runs-and-provenance.md): what went in, and what came out.</summary>
internal static class Provenance
{
    // 25 variables with value, uncertainty, two marks and a flag, the head, and some findings.
    private const int RowByteCountUsual = 700;

    // Some twenty parts of 48 bytes, and four days of samples at a quarter of an hour, 48 bytes each.
    private const int InputByteCountUsual = 20_000;

    /// <summary>SHA-256 of pipeline version, model, the configuration that can matter in the day and in its window, and the frames of that window with their place in time.</summary>
    internal static byte[] InputHash(StationConfiguration station, StationHistory history, QcReach reach, long dayStartUtcSeconds)
    {
        long from = dayStartUtcSeconds - reach.BackSeconds, to = dayStartUtcSeconds + DerivedDay.Seconds + reach.ForwardSeconds;
        // One buffer, as for the values below.
        ArrayBufferWriter<byte> bytes = new(InputByteCountUsual);
        Encoding.UTF8.GetBytes($"pipeline {StationPipeline.Version}\nmodel {station.Settings.Model.Tag}\n", bytes);
        foreach (ConfigurationPart part in station.Parts)
        {
            (long first, long end) = part.IsBeforeChecks ? (from, to) : (dayStartUtcSeconds, dayStartUtcSeconds + DerivedDay.Seconds);
            if (part.FromUtcSeconds >= end || part.ToUtcSeconds < first)
                continue;
            // Where a part begins or ends outside, it does not matter when: closing a rating leaves the days before its end as they are.
            bytes.Write(part.Hash);
            Put(bytes, Math.Max(part.FromUtcSeconds, first));
            Put(bytes, Math.Min(part.ToUtcSeconds, end));
        }
        history.PutInputs(bytes, from, to, station.Settings.Quality.FutureSeconds);
        return SHA256.HashData(bytes.WrittenSpan);
    }

    /// <summary>SHA-256 of the keys, instants, values, uncertainties and flags of the day's rows, in their order.</summary>
    internal static byte[] ValueHash(IReadOnlyList<StationStateRow> rows)
    {
        // One buffer for the day: hashing ten bytes at a time costs more than the hash.
        ArrayBufferWriter<byte> bytes = new(rows.Count * RowByteCountUsual + 1);
        foreach (StationStateRow row in rows)
        {
            Put(bytes, row.Key.LoggerId);
            Put(bytes, row.Key.Epoch);
            Put(bytes, row.Key.Sequence);
            Put(bytes, row.PlacedUtcSeconds);
            PutNumbers(bytes, row.Values);
            PutNumbers(bytes, row.StandardUncertainties);
            foreach (QcFlag flag in row.Flags)
                PutByte(bytes, (byte)flag);
            Encoding.UTF8.GetBytes(row.Qualifiers + "\n" + row.Findings + "\n", bytes);
        }
        return SHA256.HashData(bytes.WrittenSpan);
    }

    private static void PutNumbers(ArrayBufferWriter<byte> bytes, double?[] numbers)
    {
        foreach (double? number in numbers)
        {
            // An absent value must not look like any number: one byte says which it is.
            PutByte(bytes, number is null ? (byte)0 : (byte)1);
            if (number is { } value)
                Put(bytes, BitConverter.DoubleToInt64Bits(value == 0 ? 0 : value)); // SQLite keeps no sign of a zero
        }
    }

    internal static void Put(ArrayBufferWriter<byte> bytes, long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(bytes.GetSpan(sizeof(long)), value);
        bytes.Advance(sizeof(long));
    }

    private static void PutByte(ArrayBufferWriter<byte> bytes, byte value)
    {
        bytes.GetSpan(1)[0] = value;
        bytes.Advance(1);
    }
}

using KarstLogger.TestSupport;
using KarstLogger.Wire;

namespace KarstLogger.Wire.Tests;

/// <summary>What a radio and a dying flash do to frames, and that it is noticed.</summary>
public class FrameErrorTests
{
    [Fact]
    public void Every_one_and_two_bit_error_in_a_sample_frame_is_detected()
    {
        byte[] frame = AFrame();
        int bits = frame.Length * 8;
        List<string> accepted = [];
        for (int first = 0; first < bits; first++)
        {
            Flip(frame, first);
            if (Frame.Check(frame, 0, frame.Length) == FrameFault.None)
                accepted.Add($"bit {first}");
            for (int second = first + 1; second < bits; second++)
            {
                Flip(frame, second);
                if (Frame.Check(frame, 0, frame.Length) == FrameFault.None)
                    accepted.Add($"bits {first} and {second}");
                Flip(frame, second);
            }
            Flip(frame, first);
        }
        Assert.Empty(accepted);
        Assert.Equal(FrameFault.None, Frame.Check(frame, 0, frame.Length));
    }

    [Fact]
    public void A_frame_cut_anywhere_is_too_short()
    {
        byte[] frame = AFrame();
        for (int available = 0; available < frame.Length; available++)
            Assert.Equal(FrameFault.TooShort, Frame.Check(frame, 0, available));
    }

    [Theory]
    [InlineData(0, 0x41, FrameFault.UnknownKind)]   // kind 4 does not exist
    [InlineData(0, 0x12, FrameFault.UnknownLayout)] // a sample of layout 2
    [InlineData(1, 15, FrameFault.WrongLength)]     // a sample always has 16 words
    [InlineData(28, 0xFF, FrameFault.BadChecksum)]  // another level
    public void A_broken_frame_is_refused_with_its_reason(int at, byte value, FrameFault reason)
    {
        byte[] frame = AFrame();
        frame[at] = value;
        Assert.Equal(reason, Frame.Check(frame, 0, frame.Length));
    }

    [Theory]
    [InlineData(20, 0xE0)] // clock source 7
    [InlineData(21, 5)]    // trigger 5
    [InlineData(27, 0x03)] // level basis 3
    [InlineData(27, 0x50)] // EC basis 5
    [InlineData(57, 0x0D)] // level status 13
    [InlineData(59, 0xD0)] // board status 13
    public void A_field_without_meaning_is_refused_although_the_checksum_fits(int at, byte value)
    {
        byte[] frame = AFrame();
        frame[at] = value;
        LittleEndian.Put32(frame, 60, Crc32.Of(frame, 0, 60));
        Assert.Equal(FrameFault.BadField, Frame.Check(frame, 0, frame.Length));
    }

    [Fact]
    public void Text_longer_than_the_limit_is_cut_between_two_characters()
    {
        // 219 one-byte letters and one character of three bytes: 222 bytes, of which only the letters fit into 220.
        LoggerEvent note = new() { Code = EventCode.Note, Text = new string('a', 219) + "水" };
        byte[] frame = EventFrame.ToBytes(note);
        Assert.Equal(FrameFault.None, Frame.Check(frame, 0, frame.Length));
        Assert.Equal(new string('a', 219), EventFrame.Read(frame, 0).Text);
    }

    [Fact]
    public void An_acknowledgement_with_any_flipped_bit_is_no_acknowledgement()
    {
        byte[] ack = new Acknowledgement { LoggerId = 1, Epoch = 2, CommittedThrough = 3, RangeFirst = [5], RangeLast = [9] }.ToBytes();
        for (int bit = 0; bit < ack.Length * 8; bit++)
        {
            // Byte 3 and bytes 26-27 are reserved zeros inside the checksum, so they count as well.
            Flip(ack, bit);
            Assert.Null(Acknowledgement.Read(ack));
            Flip(ack, bit);
        }
        Assert.NotNull(Acknowledgement.Read(ack));
    }

    [Theory]
    [InlineData(3, true)]   // below committed-through
    [InlineData(4, false)]  // the hole
    [InlineData(5, true)]
    [InlineData(9, true)]
    [InlineData(10, false)] // above the last range
    public void An_acknowledgement_covers_the_prefix_and_its_ranges_and_nothing_else(uint sequence, bool covered)
    {
        Acknowledgement ack = new() { CommittedThrough = 3, RangeFirst = [5], RangeLast = [9] };
        Assert.Equal(covered, ack.Covers(sequence));
    }

    [Fact]
    public void An_envelope_that_claims_more_frames_than_the_limit_is_refused()
    {
        byte[] bytes = new byte[Envelope.HeaderByteCount];
        new Envelope { FrameCount = Envelope.FramesMost + 1 }.WriteHeader(bytes);
        Assert.Null(Envelope.Read(bytes));
    }

    private static byte[] AFrame()
    {
        Sample sample = new() { LoggerId = 0x0a1b2c3d, Epoch = 7, Sequence = 42, UtcSeconds = 1767225600, Level = 108432, LevelStatus = ProbeStatus.Ok };
        byte[] frame = new byte[SampleFrame.ByteCount];
        SampleFrame.Write(sample, frame, 0);
        return frame;
    }

    private static void Flip(byte[] bytes, int bit) => bytes[bit / 8] ^= (byte)(1 << (bit % 8));
}

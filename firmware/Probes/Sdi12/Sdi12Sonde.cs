using System.Text;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Probes.Sdi12
{
    /// <summary>
    /// A sonde behind an SDI-12 adapter, which makes the breaks and the inverted levels: commands and answers are lines of text on the serial bus. The channels' registers
    /// are positions in the answer to <c>aD0!</c>. Asks with a checksum first; without one, where no answer came to that, twice.
    /// </summary>
    public class Sdi12Sonde : ISonde
    {
        private const int LineByteCountMost = 96;
        private const int ValuesMost = 9;

        private readonly ISerialBus _bus;
        private readonly IClock _clock;
        private readonly byte[] _buffer = new byte[LineByteCountMost];
        private bool _answers;

        /// <summary>A sonde on a bus; its address is a character, 0 to 9.</summary>
        public Sdi12Sonde(ISerialBus bus, IClock clock, SondeProfile profile)
        {
            _bus = bus;
            _clock = clock;
            Profile = profile;
            Serial = "";
        }

        /// <inheritdoc/>
        public SondeProfile Profile { get; }

        /// <inheritdoc/>
        public byte[] Memory
        {
            get { return null; }
        }

        /// <inheritdoc/>
        public string Serial { get; private set; }

        /// <inheritdoc/>
        public bool Start(byte[] memory)
        {
            _clock.Wait(Profile.PowerOnMs);
            string line = Ask("I!");
            _answers = line != null;
            if (line != null)
                Serial = SerialOf(line);
            return _answers;
        }

        /// <inheritdoc/>
        public SondeReading Read()
        {
            SondeReading reading = new SondeReading();
            ProbeStatus status = _answers ? ReadOnce(reading, true) : ProbeStatus.Silent;
            if (_answers && status == ProbeStatus.Silent)
                status = ReadOnce(reading, false);
            if (status != ProbeStatus.Ok)
                foreach (SondeChannel channel in Profile.Channels)
                    ChannelDecoder.PutStatus(reading, channel, status);
            return reading;
        }

        /// <inheritdoc/>
        public void Stop()
        {
        }

        /// <inheritdoc/>
        public ISondeCalibration Calibration(int quantity)
        {
            return null;
        }

        /// <summary>The serial number of an answer to <c>aI!</c>: address, version (2), maker (8), model (6), firmware (3), then the serial number.</summary>
        public static string SerialOf(string line)
        {
            return line.Length > 20 ? line.Substring(20).Trim() : "";
        }

        /// <summary>Seconds until the values are ready and how many come, of an answer to <c>aM!</c> or <c>aMC!</c>: address, ttt, n.</summary>
        public static bool TryReadReady(string line, out int seconds, out int values)
        {
            seconds = 0;
            values = 0;
            return line.Length >= 5 && int.TryParse(line.Substring(1, 3), out seconds) && int.TryParse(line.Substring(4), out values);
        }

        private ProbeStatus ReadOnce(SondeReading reading, bool withChecksum)
        {
            string ready = Ask(withChecksum ? "MC!" : "M!");
            if (ready == null || !TryReadReady(ready, out int seconds, out int count))
                return ProbeStatus.Silent;
            // The sonde says when it is ready before the time is over; the line is read and has nothing else to tell.
            if (seconds > 0)
                Line(seconds * 1000 + 200);
            string line = Ask("D0!");
            if (line == null)
                return ProbeStatus.Silent;
            // Without a checksum the values count only where they come twice: the sonde holds them until it measures again, and a disturbed line does not come twice.
            if (withChecksum)
                line = Sdi12Text.WithoutChecksum(line);
            else if (Ask("D0!") != line)
                line = null;
            double[] values = new double[ValuesMost];
            int found = line == null ? -1 : Sdi12Text.Values(line, values);
            if (found < count || found < 1)
                return ProbeStatus.CrcError;
            foreach (SondeChannel channel in Profile.Channels)
                if (channel.Register < found)
                    ChannelDecoder.Put(reading, channel, values[channel.Register]);
                else
                    ChannelDecoder.PutStatus(reading, channel, ProbeStatus.OffLine);
            return ProbeStatus.Ok;
        }

        private string Ask(string command)
        {
            byte[] request = Encoding.UTF8.GetBytes(Profile.Address + command);
            for (int i = 0; i < Profile.TriesMost; i++)
            {
                _bus.Open(Profile.Bus);
                _bus.DiscardInput();
                _bus.Write(request, request.Length);
                string line = Line(Profile.AnswerMs);
                if (line != null && line.Length > 0 && line[0] == (char)request[0])
                    return line;
            }
            return null;
        }

        /// <summary>The next line without its end; null where none came in time.</summary>
        private string Line(int timeoutMs)
        {
            int count = 0;
            long deadline = _clock.ElapsedMs + timeoutMs;
            while (count < LineByteCountMost)
            {
                long left = deadline - _clock.ElapsedMs;
                int come = left > 0 ? _bus.Read(_buffer, count, 1, (int)left) : 0;
                if (come == 0)
                    return null;
                count += come;
                if (count >= 2 && _buffer[count - 1] == '\n' && _buffer[count - 2] == '\r')
                    return Encoding.UTF8.GetString(_buffer, 0, count - 2);
            }
            return null;
        }
    }
}

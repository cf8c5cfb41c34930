using System.Text;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.Calibration;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Probes.Modbus
{
    /// <summary>Any Modbus sonde whose profile says where its numbers stand.</summary>
    public class ModbusSonde : ISonde
    {
        private readonly ModbusBus _bus;
        private readonly IClock _clock;
        private ModbusReply _failure;

        /// <summary>A sonde on a bus.</summary>
        public ModbusSonde(ISerialBus bus, IClock clock, SondeProfile profile)
        {
            _clock = clock;
            Profile = profile;
            _bus = new ModbusBus(bus, clock, profile);
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
            SondeRead first = Profile.Reads[0];
            if (Profile.StaleFirstMs > 0)
            {
                _bus.ReadOnce(first.Function, first.Register, first.Count);
                _clock.Wait(Profile.StaleFirstMs);
            }
            ModbusReply reply = Profile.StartRegister >= 0 ? _bus.Write(Profile.StartRegister, new byte[0]) : _bus.Read(first.Function, first.Register, first.Count);
            if (reply.Result != ModbusResult.Ok)
            {
                _failure = reply;
                return false;
            }
            ReadSerial();
            return true;
        }

        /// <inheritdoc/>
        public SondeReading Read()
        {
            SondeReading reading = new SondeReading();
            foreach (SondeRead question in Profile.Reads)
            {
                ModbusReply reply = _failure ?? _bus.Read(question.Function, question.Register, question.Count);
                bool outOfRange = reply.Result == ModbusResult.Ok && IsFlagged(question, reply.Data);
                foreach (SondeChannel channel in Profile.Channels)
                {
                    int place = channel.Register - question.Register;
                    if (place < 0 || place + NumberForm.RegisterCount(channel.Form) > question.Count)
                        continue;
                    if (reply.Result != ModbusResult.Ok)
                        ChannelDecoder.PutStatus(reading, channel, reply.Status);
                    else if (outOfRange)
                        ChannelDecoder.PutStatus(reading, channel, ProbeStatus.OutOfRange);
                    else
                        ChannelDecoder.Put(reading, channel, RegisterNumber.Of(reply.Data, place * 2, channel.Form));
                }
            }
            return reading;
        }

        /// <inheritdoc/>
        public void Stop()
        {
            if (Profile.StopRegister >= 0 && _failure == null)
                _bus.ReadOnce(ModbusFrame.ReadHolding, Profile.StopRegister, 1);
        }

        /// <inheritdoc/>
        public ISondeCalibration Calibration(int quantity)
        {
            foreach (CalibrationAction action in Profile.Calibrations)
            {
                if (action.Quantity != quantity)
                    continue;
                if (action.PointRegister >= 0)
                    return new PointwiseCalibration(_bus, action);
                return new LinearCalibration(_bus, action);
            }
            return null;
        }

        private bool IsFlagged(SondeRead question, byte[] data)
        {
            int place = (Profile.RangeFlagRegister - question.Register) * 2;
            if (Profile.RangeFlagRegister < 0 || place < 0 || place + 2 > data.Length)
                return false;
            return data[place] == 0xFF || data[place + 1] == 0xFF;
        }

        private void ReadSerial()
        {
            if (Profile.SerialRead == null)
                return;
            ModbusReply reply = _bus.Read(Profile.SerialRead.Function, Profile.SerialRead.Register, Profile.SerialRead.Count);
            if (reply.Result == ModbusResult.Ok)
                Serial = Profile.SerialIsText ? TextOf(reply.Data) : RegisterNumber.U32(reply.Data, 0).ToString();
        }

        /// <summary>The printable characters of the answer: makers put a length, a blank or a zero before and behind the text.</summary>
        public static string TextOf(byte[] data)
        {
            byte[] text = new byte[data.Length];
            int count = 0;
            foreach (byte letter in data)
                if (letter > 32 && letter < 127)
                    text[count++] = letter;
            return Encoding.UTF8.GetString(text, 0, count);
        }
    }
}

using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Probes.Modbus
{
    /// <summary>Asks one device on the bus, with the patience that its profile gives it.</summary>
    public class ModbusBus
    {
        // The longest RTU answer is 256 bytes; wake-up noise may stand before it.
        private const int BufferByteCount = 300;

        private readonly ISerialBus _bus;
        private readonly IClock _clock;
        private readonly SondeProfile _profile;
        private readonly byte[] _buffer = new byte[BufferByteCount];

        /// <summary>A device's bus.</summary>
        public ModbusBus(ISerialBus bus, IClock clock, SondeProfile profile)
        {
            _bus = bus;
            _clock = clock;
            _profile = profile;
        }

        /// <summary>Reads registers, repeating the question as often as the profile allows.</summary>
        public ModbusReply Read(int function, int register, int count)
        {
            return Ask(ModbusFrame.Read(_profile.Address, function, register, count), count * 2, _profile.TriesMost);
        }

        /// <summary>Reads registers, asking once: for a device that may still be asleep.</summary>
        public ModbusReply ReadOnce(int function, int register, int count)
        {
            return Ask(ModbusFrame.Read(_profile.Address, function, register, count), count * 2, 1);
        }

        /// <summary>Writes registers from big-endian bytes, none for the zero-register commands.</summary>
        public ModbusReply Write(int register, byte[] bytes)
        {
            return Ask(ModbusFrame.Write(_profile.Address, register, bytes), -1, _profile.TriesMost);
        }

        private ModbusReply Ask(byte[] request, int dataByteCount, int tries)
        {
            ModbusReply reply = null;
            for (int i = 0; i < tries; i++)
            {
                reply = AskOnce(request, dataByteCount);
                if (reply.Result == ModbusResult.Ok || reply.Result == ModbusResult.Refused)
                    return reply;
            }
            return reply;
        }

        private ModbusReply AskOnce(byte[] request, int dataByteCount)
        {
            // Another sonde of the set may have other settings.
            _bus.Open(_profile.Bus);
            _bus.DiscardInput();
            _bus.Write(request, request.Length);
            int count = 0;
            long deadline = _clock.ElapsedMs + _profile.AnswerMs;
            while (count < BufferByteCount)
            {
                long left = deadline - _clock.ElapsedMs;
                int come = left > 0 ? _bus.Read(_buffer, count, BufferByteCount - count, (int)left) : 0;
                if (come == 0)
                    break;
                count += come;
                ModbusReply reply = ModbusReply.Find(_buffer, count, request, dataByteCount);
                if (reply != null)
                    return reply;
            }
            return new ModbusReply(count == 0 ? ModbusResult.Silent : ModbusResult.Broken);
        }
    }
}

using System;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Probes.Modbus
{
    /// <summary>What became of a question.</summary>
    public enum ModbusResult
    {
        /// <summary>A whole answer.</summary>
        Ok = 0,

        /// <summary>Nothing came.</summary>
        Silent = 1,

        /// <summary>Bytes came, but no whole answer with a right checksum.</summary>
        Broken = 2,

        /// <summary>The device refused; see <see cref="ModbusReply.ExceptionCode"/>.</summary>
        Refused = 3,
    }

    /// <summary>An answer, or why there is none.</summary>
    public class ModbusReply
    {
        /// <summary>An answer without data.</summary>
        public ModbusReply(ModbusResult result)
        {
            Result = result;
            Data = new byte[0];
        }

        /// <summary>What became of the question.</summary>
        public ModbusResult Result { get; }

        /// <summary>The registers' bytes in the order of the wire.</summary>
        public byte[] Data { get; private set; }

        /// <summary>Modbus exception code (2 = no such register) where refused.</summary>
        public int ExceptionCode { get; private set; }

        /// <summary>The status of a quantity that could not be read.</summary>
        public ProbeStatus Status
        {
            get
            {
                switch (Result)
                {
                    case ModbusResult.Ok:
                        return ProbeStatus.Ok;
                    case ModbusResult.Silent:
                        return ProbeStatus.Silent;
                    case ModbusResult.Broken:
                        return ProbeStatus.CrcError;
                    default:
                        return ProbeStatus.Error;
                }
            }
        }

        /// <summary>
        /// Looks for the answer to a request that asks for <paramref name="dataByteCount"/> bytes of registers (-1: an answer to a write). Bytes before it are noise
        /// of the wake-up. A byte-count field that holds half the bytes is let pass where length and checksum fit (Yosemitech Y532, coefficients).
        /// </summary>
        /// <returns>The answer, or null while it is not complete.</returns>
        public static ModbusReply Find(byte[] bytes, int count, byte[] request, int dataByteCount)
        {
            int replyByteCount = dataByteCount < 0 ? 8 : 5 + dataByteCount;
            for (int i = 0; i + 5 <= count; i++)
            {
                if (bytes[i] != request[0] || (bytes[i + 1] & 0x7F) != request[1])
                    continue;
                if ((bytes[i + 1] & 0x80) != 0 && ModbusFrame.IsSealed(bytes, i, 3))
                    return new ModbusReply(ModbusResult.Refused) { ExceptionCode = bytes[i + 2] };
                if (i + replyByteCount > count || !ModbusFrame.IsSealed(bytes, i, replyByteCount - 2))
                    continue;
                if (dataByteCount < 0)
                    return new ModbusReply(ModbusResult.Ok);
                if (bytes[i + 2] != dataByteCount && bytes[i + 2] * 2 != dataByteCount)
                    continue;
                ModbusReply reply = new ModbusReply(ModbusResult.Ok) { Data = new byte[dataByteCount] };
                Array.Copy(bytes, i + 3, reply.Data, 0, dataByteCount);
                return reply;
            }
            return null;
        }
    }
}

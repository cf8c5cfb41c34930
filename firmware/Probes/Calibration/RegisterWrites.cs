using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.Modbus;

namespace KarstLogger.Firmware.Probes.Calibration
{
    /// <summary>What the calibrations share: words for a failed write, and comparing registers.</summary>
    public static class RegisterWrites
    {
        /// <summary>Why a question or a write failed.</summary>
        public static SondeRefusal Refusal(ModbusReply reply)
        {
            if (reply.Result == ModbusResult.Refused)
                return new SondeRefusal("sonde-refused", "the sonde refused the write (exception " + reply.ExceptionCode + ")");
            return new SondeRefusal("sonde-silent", reply.Result == ModbusResult.Silent ? "the sonde did not answer" : "the sonde's answer was broken");
        }

        /// <summary>True where both hold the same bytes.</summary>
        public static bool AreEqual(byte[] a, byte[] b)
        {
            if (a.Length != b.Length)
                return false;
            for (int i = 0; i < a.Length; i++)
                if (a[i] != b[i])
                    return false;
            return true;
        }
    }
}

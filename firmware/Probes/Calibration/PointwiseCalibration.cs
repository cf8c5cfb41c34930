using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.Modbus;

namespace KarstLogger.Firmware.Probes.Calibration
{
    /// <summary>
    /// A sonde that is told the standard it stands in, one after the other, and makes its coefficients itself when it has heard the last one (Yosemitech Y532: 4.00, 6.86, 9.18).
    /// A calibration that it refuses leaves its coefficients as they were; they are read again to be sure.
    /// </summary>
    public class PointwiseCalibration : ISondeCalibration
    {
        private const int NoStandard = 1;
        private const int FewPoints = 2;
        private const int OutOfRange = 4;

        private readonly ModbusBus _bus;
        private readonly CalibrationAction _action;

        /// <summary>The calibration of a sonde on its bus.</summary>
        public PointwiseCalibration(ModbusBus bus, CalibrationAction action)
        {
            _bus = bus;
            _action = action;
        }

        /// <inheritdoc/>
        public int[] FixedStandards
        {
            get { return _action.Standards; }
        }

        /// <inheritdoc/>
        public bool IsPointwise
        {
            get { return true; }
        }

        /// <inheritdoc/>
        public byte[] Coefficients()
        {
            ModbusReply reply = _bus.Read(ModbusFrame.ReadHolding, _action.CoefficientsRegister, _action.CoefficientCount * 2);
            return reply.Result == ModbusResult.Ok ? reply.Data : null;
        }

        /// <inheritdoc/>
        public string InWords(byte[] coefficients)
        {
            string words = "";
            for (int i = 0; i < _action.CoefficientCount; i++)
                words += (i > 0 ? " " : "") + "k" + (i + 1) + "=" + RegisterNumber.Of(coefficients, i * 4, _action.Form).ToString("F2");
            return words;
        }

        /// <inheritdoc/>
        public SondeRefusal Point(int standardThousandths)
        {
            byte[] bytes = new byte[4];
            RegisterNumber.Put(bytes, 0, _action.Form, standardThousandths / 1000.0);
            ModbusReply reply = _bus.Write(_action.PointRegister, bytes);
            return reply.Result == ModbusResult.Ok ? null : RegisterWrites.Refusal(reply);
        }

        /// <inheritdoc/>
        public SondeRefusal Finish(byte[] old, CalibrationPoint[] points)
        {
            SondeRefusal refusal = Point(_action.Standards[points.Length - 1]);
            if (refusal != null)
                return StandsAfter(old, refusal);
            ModbusReply reply = _bus.Read(ModbusFrame.ReadHolding, _action.StatusRegister, 1);
            if (reply.Result != ModbusResult.Ok)
                return StandsAfter(old, RegisterWrites.Refusal(reply));
            // The manual's answers put the code into the first byte, as all of this maker's numbers (low byte first).
            int outcome = reply.Data[0] != 0 ? reply.Data[0] : reply.Data[1];
            return outcome == 0 ? null : StandsAfter(old, Refused(outcome));
        }

        /// <inheritdoc/>
        public SondeRefusal Restore(byte[] old)
        {
            byte[] now = Coefficients();
            if (now == null)
                return new SondeRefusal("sonde-silent", "the sonde does not tell its coefficients; look at them again before you leave");
            return RegisterWrites.AreEqual(now, old) ? null : new SondeRefusal("sonde-refused", "the sonde's coefficients are no longer the old ones: now " + InWords(now) + ", before " + InWords(old));
        }

        private SondeRefusal StandsAfter(byte[] old, SondeRefusal refusal)
        {
            SondeRefusal other = Restore(old);
            return other == null ? refusal : new SondeRefusal(refusal.Code, refusal.Words + "; " + other.Words);
        }

        private static SondeRefusal Refused(int outcome)
        {
            switch (outcome)
            {
                case NoStandard:
                    return new SondeRefusal("sonde-no-standard", "the sonde says: no matching standard");
                case FewPoints:
                    return new SondeRefusal("sonde-few-points", "the sonde says: fewer than three points");
                case OutOfRange:
                    return new SondeRefusal("sonde-range", "the sonde says: coefficients out of range");
                default:
                    return new SondeRefusal("sonde-refused", "the sonde says: status " + outcome);
            }
        }
    }
}

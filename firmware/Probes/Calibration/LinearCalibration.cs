using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.Modbus;

namespace KarstLogger.Firmware.Probes.Calibration
{
    /// <summary>
    /// A conductivity sonde with a user slope K and offset B over its own calibration (Yosemitech Y520: value = K raw + B). The points are air and one standard;
    /// with readings A and M under the old coefficients and the standard S the new ones are K S/(M-A) and (B-A) S/(M-A).
    /// </summary>
    public class LinearCalibration : RegisterCalibration
    {
        private readonly ModbusBus _bus;
        private readonly CalibrationAction _action;

        /// <summary>The calibration of a sonde on its bus.</summary>
        public LinearCalibration(ModbusBus bus, CalibrationAction action)
        {
            _bus = bus;
            _action = action;
        }

        /// <inheritdoc/>
        public override byte[] Coefficients()
        {
            ModbusReply reply = _bus.Read(ModbusFrame.ReadHolding, _action.CoefficientsRegister, 4);
            return reply.Result == ModbusResult.Ok ? reply.Data : null;
        }

        /// <inheritdoc/>
        public override string InWords(byte[] coefficients)
        {
            return "k=" + RegisterNumber.Of(coefficients, 0, _action.Form).ToString("F4") + " b=" + RegisterNumber.Of(coefficients, 4, _action.Form).ToString("F4");
        }

        /// <inheritdoc/>
        protected override byte[] Fresh(byte[] old, CalibrationPoint[] points)
        {
            double air = points[0].Reading;
            double ratio = points[1].Standard / (points[1].Reading - air);
            byte[] fresh = new byte[8];
            RegisterNumber.Put(fresh, 0, _action.Form, RegisterNumber.Of(old, 0, _action.Form) * ratio);
            RegisterNumber.Put(fresh, 4, _action.Form, (RegisterNumber.Of(old, 4, _action.Form) - air / _action.OffsetFactor) * ratio);
            return fresh;
        }

        /// <inheritdoc/>
        protected override SondeRefusal Write(byte[] coefficients)
        {
            ModbusReply reply = _bus.Write(_action.CoefficientsRegister, coefficients);
            return reply.Result == ModbusResult.Ok ? ShownOtherwise(coefficients) : RegisterWrites.Refusal(reply);
        }
    }
}

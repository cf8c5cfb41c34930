using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.Calibration;
using KarstLogger.Firmware.Probes.Modbus;

namespace KarstLogger.Firmware.Probes.InSituAquaTroll400
{
    /// <summary>
    /// Calibration of the Aqua TROLL 400 as its Modbus manual has it (sections 5.3, 5.4, 7.3, 7.4): calibration mode on, write the registers, update, mode off. Outside of the mode a
    /// write is refused with exception 0x92. pH: line segments pH = m T1/T mV + b between neighbouring solutions, in order of increasing pH; conductivity: AC = K0 + K ACf.
    /// </summary>
    public class AquaTroll400Calibration : RegisterCalibration
    {
        private const int PointRegisterCount = 6;
        private const int PhByteCount = 54;

        private readonly ModbusBus _bus;
        private readonly bool _isPh;

        /// <summary>The calibration of pH or of the conductivity.</summary>
        public AquaTroll400Calibration(ModbusBus bus, bool isPh)
        {
            _bus = bus;
            _isPh = isPh;
        }

        private int First
        {
            get { return _isPh ? AquaTroll400Map.PhPointCount : AquaTroll400Map.CellOffset; }
        }

        /// <inheritdoc/>
        public override byte[] Coefficients()
        {
            ModbusReply reply = _bus.Read(ModbusFrame.ReadHolding, First, _isPh ? PhByteCount / 2 : 4);
            return reply.Result == ModbusResult.Ok ? reply.Data : null;
        }

        /// <inheritdoc/>
        public override string InWords(byte[] coefficients)
        {
            if (!_isPh)
                return "k0=" + Number(coefficients, 0).ToString("F3") + " k=" + Number(coefficients, 4).ToString("F4");
            return "points=" + RegisterNumber.U16(coefficients, 0) + " m1=" + Number(coefficients, 38).ToString("F6") + " b1=" + Number(coefficients, 42).ToString("F3");
        }

        /// <inheritdoc/>
        protected override byte[] Fresh(byte[] old, CalibrationPoint[] points)
        {
            return _isPh ? PhRegisters(old, points) : CellRegisters(old, points);
        }

        /// <inheritdoc/>
        protected override SondeRefusal Write(byte[] registers)
        {
            int command = CommandRegister(out SondeRefusal refusal);
            if (refusal != null)
                return refusal;
            ModbusReply reply = Command(command, AquaTroll400Map.CalibrationOn);
            if (reply.Result != ModbusResult.Ok)
                return RegisterWrites.Refusal(reply);
            reply = _bus.Write(First, registers);
            if (reply.Result == ModbusResult.Ok)
                reply = Command(command, AquaTroll400Map.CalibrationUpdate);
            // The mode is left whatever came before: a sonde that stays in it measures without its calibration.
            ModbusReply off = Command(command, AquaTroll400Map.CalibrationOff);
            if (reply.Result != ModbusResult.Ok)
                return RegisterWrites.Refusal(reply);
            if (off.Result != ModbusResult.Ok)
                return new SondeRefusal("sonde-refused", "the sonde has not left its calibration mode");
            return ShownOtherwise(registers);
        }

        /// <summary>The command register of the connection whose data block is ours: it is looked up in the sonde's own map, not assumed.</summary>
        private int CommandRegister(out SondeRefusal refusal)
        {
            refusal = null;
            int block = _isPh ? AquaTroll400Map.PhBlock : AquaTroll400Map.ConductivityBlock;
            int count = AquaTroll400Map.ConnectionsMost * AquaTroll400Map.ConnectionRegisterCount;
            ModbusReply reply = _bus.Read(ModbusFrame.ReadHolding, AquaTroll400Map.FirstConnection, count);
            if (reply.Result != ModbusResult.Ok)
            {
                refusal = RegisterWrites.Refusal(reply);
                return 0;
            }
            for (int i = 0; i < AquaTroll400Map.ConnectionsMost; i++)
            {
                int at = i * AquaTroll400Map.ConnectionRegisterCount;
                int offset = RegisterNumber.U16(reply.Data, (at + AquaTroll400Map.ConnectionOffset) * 2);
                // The manual counts registers from 1 and does not say from where this one counts.
                if (offset == block || offset == block + 1)
                    return AquaTroll400Map.FirstConnection + at + AquaTroll400Map.ConnectionCommand;
            }
            refusal = new SondeRefusal("sonde-refused", "the sonde's map names no connection for this sensor");
            return 0;
        }

        private ModbusReply Command(int register, int command)
        {
            return _bus.Write(register, new byte[] { (byte)(command >> 8), (byte)command });
        }

        private static byte[] CellRegisters(byte[] old, CalibrationPoint[] points)
        {
            double air = points[0].Reading / 100.0;
            double ratio = points[1].Standard / 100.0 / (points[1].Reading / 100.0 - air);
            byte[] registers = new byte[8];
            RegisterNumber.Put(registers, 0, NumberForm.FloatBigEndian, (Number(old, 0) - air) * ratio);
            RegisterNumber.Put(registers, 4, NumberForm.FloatBigEndian, Number(old, 4) * ratio);
            return registers;
        }

        private static byte[] PhRegisters(byte[] old, CalibrationPoint[] points)
        {
            byte[] registers = new byte[PhByteCount];
            System.Array.Copy(old, 0, registers, 0, PhByteCount);
            CalibrationPoint[] rising = Rising(points);
            registers[0] = 0;
            registers[1] = (byte)rising.Length;
            for (int i = 0; i < rising.Length; i++)
            {
                int at = 2 + i * PointRegisterCount * 2;
                RegisterNumber.Put(registers, at, NumberForm.FloatBigEndian, rising[i].Standard / 1000.0);
                RegisterNumber.Put(registers, at + 4, NumberForm.FloatBigEndian, rising[i].ElectrodeTenthsOfMillivolt / 10.0);
                RegisterNumber.Put(registers, at + 8, NumberForm.FloatBigEndian, rising[i].TemperatureHundredths / 100.0);
            }
            for (int i = 0; i + 1 < rising.Length; i++)
            {
                double millivolts = rising[i].ElectrodeTenthsOfMillivolt / 10.0;
                double slope = (rising[i + 1].Standard - rising[i].Standard) / 1000.0 / (rising[i + 1].ElectrodeTenthsOfMillivolt / 10.0 - millivolts);
                RegisterNumber.Put(registers, 38 + i * 8, NumberForm.FloatBigEndian, slope);
                RegisterNumber.Put(registers, 42 + i * 8, NumberForm.FloatBigEndian, rising[i].Standard / 1000.0 - slope * millivolts);
            }
            return registers;
        }

        private static CalibrationPoint[] Rising(CalibrationPoint[] points)
        {
            CalibrationPoint[] rising = new CalibrationPoint[points.Length];
            for (int i = 0; i < points.Length; i++)
            {
                int at = i;
                while (at > 0 && rising[at - 1].Standard > points[i].Standard)
                {
                    rising[at] = rising[at - 1];
                    at--;
                }
                rising[at] = points[i];
            }
            return rising;
        }

        private static double Number(byte[] registers, int offset)
        {
            return RegisterNumber.Of(registers, offset, NumberForm.FloatBigEndian);
        }
    }
}

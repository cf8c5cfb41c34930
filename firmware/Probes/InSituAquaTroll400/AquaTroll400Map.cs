using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Probes.Modbus;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Probes.InSituAquaTroll400
{
    /// <summary>Facts of the Aqua TROLL 400 register map (README.md beside this file names the sources).</summary>
    public static class AquaTroll400Map
    {
        /// <summary>Sensor blocks, wire registers (the manual counts from 1): conductivity, level, pH/ORP.</summary>
        public const int ConductivityBlock = 500;

        /// <summary>Level block.</summary>
        public const int LevelBlock = 1000;

        /// <summary>pH and ORP block.</summary>
        public const int PhBlock = 1500;

        /// <summary>Registers of a block's head that are read: id, serial, status, calibration times, warm-up, parameter count.</summary>
        public const int HeadRegisterCount = 19;

        /// <summary>Serial number within the head.</summary>
        public const int HeadSerial = 1;

        /// <summary>Parameter count within the head.</summary>
        public const int HeadParameterCount = 18;

        /// <summary>First parameter within a block.</summary>
        public const int FirstParameter = 37;

        /// <summary>Registers of a parameter: value (2), parameter id, unit id, data-quality id, sentinel (2), permitted units.</summary>
        public const int ParameterRegisterCount = 8;

        /// <summary>More parameters than any block has; a larger count is a broken answer.</summary>
        public const int ParametersMost = 10;

        /// <summary>Sensor map: first of the connections, registers of each, and within them the command and the place of the data block (manual section 8.17, counted from 1 there).</summary>
        public const int FirstConnection = 9302;

        /// <summary>Registers of a connection.</summary>
        public const int ConnectionRegisterCount = 5;

        /// <summary>The command register within a connection.</summary>
        public const int ConnectionCommand = 2;

        /// <summary>The register within a connection that holds the place of its data block.</summary>
        public const int ConnectionOffset = 4;

        /// <summary>Connections looked at: dissolved oxygen, conductivity, level, pH.</summary>
        public const int ConnectionsMost = 4;

        /// <summary>Command: calibration mode on.</summary>
        public const int CalibrationOn = 0xE000;

        /// <summary>Command: commit the new calibration.</summary>
        public const int CalibrationUpdate = 0xE001;

        /// <summary>Command: calibration mode off.</summary>
        public const int CalibrationOff = 0xE002;

        /// <summary>Cell offset K0, then cell constant K (section 5.3).</summary>
        public const int CellOffset = 627;

        /// <summary>Number of pH points; behind it three times pH, mV, degC, then slope and offset of two segments (section 7.3).</summary>
        public const int PhPointCount = 1617;

        /// <summary>Parameter ids.</summary>
        public const int Temperature = 1;

        /// <summary>Pressure (absolute in an unvented body).</summary>
        public const int Pressure = 2;

        /// <summary>Conductivity at the water's temperature.</summary>
        public const int ActualConductivity = 9;

        /// <summary>Specific conductance as the sonde computes it.</summary>
        public const int SpecificConductance = 10;

        /// <summary>pH.</summary>
        public const int Ph = 17;

        /// <summary>Voltage of the pH electrode.</summary>
        public const int PhMillivolts = 18;

        /// <summary>Oxidation-reduction potential.</summary>
        public const int Orp = 19;

        /// <summary>Decodes one parameter into a status and a number in wire units.</summary>
        /// <returns>The number; 0 where the status has no value.</returns>
        public static double Decode(byte[] data, int offset, out ProbeStatus status)
        {
            uint bits = RegisterNumber.U32(data, offset);
            int parameter = RegisterNumber.U16(data, offset + 4);
            status = StatusOf(RegisterNumber.U16(data, offset + 8));
            double factor = Factor(parameter, RegisterNumber.U16(data, offset + 6));
            // The sentinel is what the sonde shows for "no value"; a unit that we do not know makes the number meaningless.
            if (ProbeStatuses.HasValue(status) && (bits == RegisterNumber.U32(data, offset + 10) || factor == 0))
                status = ProbeStatus.Rejected;
            return ProbeStatuses.HasValue(status) ? RegisterNumber.Of(data, offset, NumberForm.FloatBigEndian) * factor : 0;
        }

        /// <summary>The sonde's data-quality id as a status. An id that is not in the manual is a warning: the value is kept.</summary>
        public static ProbeStatus StatusOf(int dataQualityId)
        {
            switch (dataQualityId)
            {
                case 0:
                    return ProbeStatus.Ok;
                case 1:
                    return ProbeStatus.UserCalibrationExpired;
                case 2:
                    return ProbeStatus.FactoryCalibrationExpired;
                case 3:
                    return ProbeStatus.Error;
                case 4:
                    return ProbeStatus.WarmUp;
                case 6:
                    return ProbeStatus.Calibrating;
                case 7:
                    return ProbeStatus.OffLine;
                default:
                    return ProbeStatus.Warning;
            }
        }

        /// <summary>From the sonde's unit to the wire's; 0 for a unit that does not belong to the parameter.</summary>
        private static double Factor(int parameter, int unit)
        {
            switch (parameter)
            {
                case Temperature:
                    return unit == 1 ? 100 : 0;
                case Pressure:
                    // psi by definition of the pound-force per square inch; Pa, kPa, bar.
                    return unit == 17 ? 6894.757293168 : unit == 18 ? 1 : unit == 19 ? 1000 : unit == 20 ? 100000 : 0;
                case ActualConductivity:
                case SpecificConductance:
                    return unit == 65 ? 100 : unit == 66 ? 100000 : 0;
                case Ph:
                    return unit == 145 ? 1000 : 0;
                case PhMillivolts:
                case Orp:
                    return unit == 162 ? 10 : 0;
                default:
                    return 0;
            }
        }
    }
}

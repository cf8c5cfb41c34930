using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>
    /// All that is known about a sonde model before it is asked: bus, times, what its level and conductivity mean, how it wakes. The read plan and the reject rules
    /// are in <see cref="Channels"/>; each number's source is in the README of the model's folder.
    /// </summary>
    public class SondeProfile
    {
        /// <summary>Model name as in the configuration, e.g. <c>aquatroll400</c>.</summary>
        public string Model;

        /// <summary>Bus settings.</summary>
        public SerialSettings Bus;

        /// <summary>Bus address.</summary>
        public int Address = 1;

        /// <summary>From supply on until the sonde hears, ms.</summary>
        public int PowerOnMs;

        /// <summary>From hearing until its readings are right, ms.</summary>
        public int WarmUpMs;

        /// <summary>Between two readings of a burst, ms.</summary>
        public int MeasureMs;

        /// <summary>Longest wait for an answer, ms.</summary>
        public int AnswerMs = 1000;

        /// <summary>Tries for each question.</summary>
        public int TriesMost = 3;

        /// <summary>Between the discarded first reading and the next, ms; 0 where the first reading is good.</summary>
        public int StaleFirstMs;

        /// <summary>What the level is.</summary>
        public LevelBasis LevelBasis;

        /// <summary>What the conductivity is.</summary>
        public EcBasis EcBasis;

        /// <summary>Questions of one reading; empty where the driver discovers them.</summary>
        public SondeRead[] Reads = new SondeRead[0];

        /// <summary>Quantities, where they stand in the answers and when they are rejected; empty where the driver discovers them.</summary>
        public SondeChannel[] Channels = new SondeChannel[0];

        /// <summary>Calibrations that the sonde takes; empty where none is known.</summary>
        public CalibrationAction[] Calibrations = new CalibrationAction[0];

        /// <summary>Where the serial number stands; null where the sonde has none that can be read.</summary>
        public SondeRead SerialRead;

        /// <summary>True where the serial number is text, false where it is a number of two registers.</summary>
        public bool SerialIsText;

        /// <summary>A write of no registers to this register starts the measurement (Yosemitech); -1 = not needed.</summary>
        public int StartRegister = -1;

        /// <summary>Reading one register here stops the measurement; -1 = not needed.</summary>
        public int StopRegister = -1;

        /// <summary>A register that holds FF in a byte while the reading is out of range; -1 = none. It must lie in one of <see cref="Reads"/>.</summary>
        public int RangeFlagRegister = -1;
    }

    /// <summary>One question.</summary>
    public class SondeRead
    {
        /// <summary>A question with its three numbers.</summary>
        public SondeRead(int function, int register, int count)
        {
            Function = function;
            Register = register;
            Count = count;
        }

        /// <summary>Modbus function, 3 or 4.</summary>
        public int Function { get; }

        /// <summary>First register on the wire, from 0.</summary>
        public int Register { get; }

        /// <summary>Registers.</summary>
        public int Count { get; }
    }
}

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

        /// <summary>Quantities, where they are read and when they are rejected; empty where the driver discovers them.</summary>
        public SondeChannel[] Channels = new SondeChannel[0];
    }
}

namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>A sonde behind its profile: Modbus and SDI-12 speak differently, the sampler sees the same.</summary>
    public interface ISonde
    {
        /// <summary>What is known about the model.</summary>
        SondeProfile Profile { get; }

        /// <summary>
        /// Wakes the sonde after its supply came on and makes it ready to be read. <paramref name="memory"/> is what the driver kept from earlier wakes
        /// (at most <see cref="SondeMemory.ByteCountMost"/> bytes, null at first).
        /// </summary>
        /// <returns>False where it does not answer; the readings then say so.</returns>
        bool Start(byte[] memory);

        /// <summary>What the driver wants to keep until the next wake; null for nothing.</summary>
        byte[] Memory { get; }

        /// <summary>Serial number (or another text that changes when the sonde is swapped); empty where it is not known.</summary>
        string Serial { get; }

        /// <summary>Takes one reading.</summary>
        SondeReading Read();

        /// <summary>The calibration of a quantity inside the sonde; null where its map has no place for it that may be written. Asked between <see cref="Start"/> and <see cref="Stop"/>.</summary>
        ISondeCalibration Calibration(int quantity);

        /// <summary>Before the supply goes off.</summary>
        void Stop();
    }

    /// <summary>Limits of what a driver keeps between wakes.</summary>
    public static class SondeMemory
    {
        /// <summary>Most bytes.</summary>
        public const int ByteCountMost = 64;

        /// <summary>Most characters of a serial number.</summary>
        public const int SerialLengthMost = 24;
    }
}

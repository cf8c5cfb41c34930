namespace KarstLogger.Firmware.Core
{
    /// <summary>
    /// Pins of the ESP32 on the KL-1 board, by GPIO number. <c>hardware/pinmap.csv</c> says the same with reasons; a test holds the two together,
    /// so a pin is changed there and here in one commit.
    /// </summary>
    public static class BoardPins
    {
        /// <summary>Serial console out: COM1 for debug and deploy, COM3 while a technician is at the terminal (docs/decisions/0100).</summary>
        public const int ConsoleTransmit = 1;

        /// <summary>Serial console in.</summary>
        public const int ConsoleReceive = 3;

        /// <summary>SD card select, low = selected.</summary>
        public const int SdSelect = 4;

        /// <summary>Status LED, high = on.</summary>
        public const int StatusLed = 13;

        /// <summary>Modem supply, high = on.</summary>
        public const int ModemEnable = 14;

        /// <summary>SPI clock of the SD card.</summary>
        public const int SpiClock = 18;

        /// <summary>SPI data from the SD card.</summary>
        public const int SpiMiso = 19;

        /// <summary>SPI data to the SD card.</summary>
        public const int SpiMosi = 23;

        /// <summary>I2C data.</summary>
        public const int I2cData = 21;

        /// <summary>I2C clock.</summary>
        public const int I2cClock = 22;

        /// <summary>RS-485 driver enable (COM2_RTS).</summary>
        public const int SondeDriverEnable = 25;

        /// <summary>RS-485 out (COM2_TX).</summary>
        public const int SondeTransmit = 26;

        /// <summary>RS-485 in (COM2_RX), an input-only pin.</summary>
        public const int SondeReceive = 34;

        /// <summary>Modem serial out (COM3_TX).</summary>
        public const int ModemTransmit = 27;

        /// <summary>Modem serial in (COM3_RX), an input-only pin.</summary>
        public const int ModemReceive = 35;

        /// <summary>Switched 3.3 V for clock, FRAM, barometer, transceiver and SD card, high = on.</summary>
        public const int PeripheralsEnable = 32;

        /// <summary>Sonde's 12 V, high = on.</summary>
        public const int SondeEnable = 33;

        /// <summary>Battery voltage, ADC1 channel 0, behind the divider R1.</summary>
        public const int BatterySense = 36;

        /// <summary>Push button, low = pressed; wakes from deep sleep.</summary>
        public const int Button = 39;
    }

    /// <summary>I2C addresses (7 bits) and the divider on the KL-1 board, as in <c>hardware/bom.csv</c> and <c>hardware/wiring.csv</c>.</summary>
    public static class BoardParts
    {
        /// <summary>DS3231 clock.</summary>
        public const int ClockAddress = 0x68;

        /// <summary>MB85RC256V FRAM: send cursor and epoch.</summary>
        public const int FramAddress = 0x50;

        /// <summary>S-35770 tip counter.</summary>
        public const int TipCounterAddress = 0x32;

        /// <summary>BME280 in the box.</summary>
        public const int BarometerAddress = 0x76;

        /// <summary>Battery millivolts for each millivolt at <see cref="BoardPins.BatterySense"/>, times 1000: (1 Mohm + 150 kohm) / 150 kohm.</summary>
        public const int BatteryDividerThousandths = 7667;
    }
}

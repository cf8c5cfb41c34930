using System;
using System.Device.Gpio;
using KarstLogger.Firmware.Core;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Loader;
using KarstLogger.Firmware.Probes;
using KarstLogger.Wire;
using nanoFramework.Hardware.Esp32;
using nanoFramework.Runtime.Native;

namespace KarstLogger.Firmware.Esp32
{
    /// <summary>The KL-1 board put together for one wake: supplies, clock, drive, sonde, link, and the cycle that uses them.</summary>
    public class Box
    {
        // Switched 3.3 V to the chips' own start (DS3231 and MB85RC256V: 2 ms and less; the BME280 2 ms, its section 1), with room.
        private const int PeripheralsOnMs = 10;

        private readonly BoxSettings _settings;
        private readonly BoxPower _power;
        private readonly Esp32Clock _clock;
        private readonly SegmentFiles _flash;
        private readonly Rs485Bus _bus;
        private readonly LoggerPorts _ports;
        private readonly LoggerConfiguration _configuration;
        private readonly SlotFiles _slots = new SlotFiles(SlotFiles.FolderOnDevice);

        /// <summary>The board with the settings and the configuration of a folder.</summary>
        public Box(string folder)
        {
            _settings = BoxSettings.Read(folder);
            if (_settings.Errors.Length > 0)
                Console.WriteLine("box.conf, secrets.conf:\n" + _settings.Errors);
            _power = new BoxPower(new GpioController(), _settings.BatteryFullScaleMillivolts);
            System.Threading.Thread.Sleep(PeripheralsOnMs);
            Configuration.SetPinFunction(BoardPins.I2cData, DeviceFunction.I2C1_DATA);
            Configuration.SetPinFunction(BoardPins.I2cClock, DeviceFunction.I2C1_CLOCK);
            _clock = new Esp32Clock(new Ds3231());
            _flash = new SegmentFiles(folder + "journal\\", _settings.JournalBytes, FramMemory.Find());
            _configuration = ReadConfiguration(folder);
            _bus = new Rs485Bus();
            _ports = new LoggerPorts
            {
                LoggerId = _settings.LoggerId,
                Chance = Chance(),
                FirmwareVersion = Application.Version,
                Clock = _clock,
                Flash = _flash,
                Link = new WifiLink(_settings, _clock),
                Power = _power,
                Rain = new TipCounter(_settings.HasRainGauge),
                Board = new Bme280(_clock),
                Sonde = SondeCatalogue.Create(_configuration, _bus, _clock),
            };
        }

        /// <summary>One cycle, then the card's copy and the proof of a new image.</summary>
        /// <returns>Milliseconds to sleep.</returns>
        public long OneWake()
        {
            LoggerCycle cycle = new LoggerCycle(_ports, _configuration);
            uint acknowledgedBefore = cycle.State.LastAcknowledgedSeconds;
            uint next = cycle.Run();
            if (_settings.HasCard)
                UseCard(cycle);
            ProveImage(cycle, acknowledgedBefore);
            return next * 1000L - _clock.UtcMilliseconds;
        }

        /// <summary>Everything off, the system clock right for the next wake.</summary>
        public void SwitchOff()
        {
            _bus.Close();
            _flash.Close();
            _clock.GiveSystemTime();
            _power.AllOff();
        }

        private static LoggerConfiguration ReadConfiguration(string folder)
        {
            ConfigText text = ConfigText.Parse("logger.conf", BoxSettings.TextOf(folder + "logger.conf"));
            LoggerConfiguration configuration = LoggerConfiguration.Read(text);
            if (text.Errors.Count == 0)
                return configuration;
            foreach (string error in text.Errors)
                Console.WriteLine(error);
            // A box with the defaults samples on; the technician sees the errors on the console.
            return new LoggerConfiguration();
        }

        private void UseCard(LoggerCycle cycle)
        {
            CardCopy card = new CardCopy();
            bool copied = card.Mount() && card.Update(_flash);
            if (!copied)
            {
                cycle.State.PendingFlags |= FrameFlags.SdFailed;
                cycle.State.Save(_flash);
                return;
            }
            bool startAgain = CardCopy.TakeImage(_slots);
            card.Unmount();
            if (startAgain)
            {
                SwitchOff();
                Power.RebootDevice();
            }
        }

        /// <summary>A new image stays only after a good sample in the journal and an upload that a gateway has acknowledged.</summary>
        private void ProveImage(LoggerCycle cycle, uint acknowledgedBefore)
        {
            SlotRecord record = _slots.ReadRecord();
            if (record.Trial == SlotRecord.None)
                return;
            bool changed = cycle.SampleStored && HasValue(cycle.Sample) && record.NoteSample();
            bool acknowledged = cycle.State.LinkFailures == 0 && cycle.State.LastAcknowledgedSeconds != acknowledgedBefore;
            changed |= acknowledged && record.NoteUpload();
            if (changed)
                _slots.Save(record);
            if (changed && record.Trial == SlotRecord.None)
                Console.WriteLine("update: confirmed");
        }

        private static bool HasValue(Sample sample)
        {
            return sample != null && (ProbeStatuses.HasValue(sample.LevelStatus) || ProbeStatuses.HasValue(sample.TemperatureStatus)
                || ProbeStatuses.HasValue(sample.PhStatus) || ProbeStatuses.HasValue(sample.EcStatus));
        }

        /// <summary>A number for a new epoch that this box never drew before: the noise of the battery's converter, spread over the bits, and the time.</summary>
        private uint Chance()
        {
            uint number = (uint)HighResTimer.GetCurrent() ^ (uint)_clock.UtcMilliseconds ^ _settings.LoggerId;
            for (int i = 0; i < 8; i++)
                number = number * 16777619u ^ (uint)_power.BatteryMillivolts();
            return number;
        }
    }
}

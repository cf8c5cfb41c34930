using System.Collections;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core
{
    /// <summary>The device's settings (docs/wire-format.md, "Configuration text"). The defaults make a box that works.</summary>
    public class LoggerConfiguration
    {
        /// <summary>Number of this configuration, 0 to 65535; in every frame.</summary>
        public int Number;

        /// <summary>Deployment number, 0 to 4095.</summary>
        public int Deployment = 1;

        /// <summary>The sonde, or several on one bus: <c>model</c> or <c>model@address</c>, joined by <c>+</c>.</summary>
        public string Sonde = "aquatroll400";

        /// <summary>Sondes described in the text itself; elements are <see cref="SondeProfile"/>.</summary>
        public ArrayList DescribedSondes { get; } = new ArrayList();

        /// <summary>Seconds between samples.</summary>
        public int IntervalSeconds = 900;

        /// <summary>Readings in a burst.</summary>
        public int BurstCount = 5;

        /// <summary>Samples between uploads; 1 = with every sample.</summary>
        public int SamplesPerUpload = 1;

        /// <summary>Frames in an envelope.</summary>
        public int FramesPerBatch = Envelope.FramesUsual;

        /// <summary>Longest stay off the air after failures, minutes.</summary>
        public int BackOffMinutesMost = 120;

        /// <summary>Longest wait for an acknowledgement, s.</summary>
        public int AcknowledgeSecondsMost = 15;

        /// <summary>Longest time on the air in one wake, s.</summary>
        public int AirSecondsMost = 120;

        /// <summary>Seconds between samples while the stage rises or it rains; 0 = no early samples.</summary>
        public int EventIntervalSeconds;

        /// <summary>Rise within a regular interval that asks for early samples, 0.1 mm (or Pa).</summary>
        public int RiseTenthsOfMillimetre = 500;

        /// <summary>Tips within a regular interval that ask for early samples.</summary>
        public int RainTips = 10;

        /// <summary>Most early samples in a day.</summary>
        public int EventSamplesPerDayMost = 96;

        /// <summary>Most bytes on the air in a day; 0 = no limit.</summary>
        public int AirKilobytesPerDayMost;

        /// <summary>Below this the battery is low, mV. The defaults fit four alkaline D cells (6.4 V full, 4.0 V empty).</summary>
        public int BatteryLowMillivolts = 4600;

        /// <summary>Below this the radio stays off, mV.</summary>
        public int BatteryRadioMillivolts = 4300;

        /// <summary>Below this nothing is stored, mV.</summary>
        public int BatteryStoreMillivolts = 4100;

        /// <summary>A box that had stopped storing begins again at this, mV.</summary>
        public int BatteryResumeMillivolts = 4500;

        /// <summary>Most sondes on the bus.</summary>
        public const int SondesMost = 4;

        /// <summary>The whole text as it was given.</summary>
        public ConfigText Source;

        /// <summary>Reads a configuration; errors are in the text, and then the result must not be used.</summary>
        public static LoggerConfiguration Read(ConfigText text)
        {
            LoggerConfiguration configuration = new LoggerConfiguration { Source = text };
            foreach (ConfigSection section in text.Sections)
            {
                switch (section.Kind)
                {
                    case "logger":
                        configuration.ReadLogger(section);
                        break;
                    case "sampling":
                        configuration.ReadSampling(section);
                        break;
                    case "link":
                        configuration.ReadLink(section);
                        break;
                    case "power":
                        configuration.ReadPower(section);
                        break;
                    case "sonde":
                        configuration.DescribedSondes.Add(SondeText.Read(section));
                        break;
                    default:
                        section.Refuse(section.Kind, "section is not known; permitted: logger, sampling, link, power, sonde");
                        break;
                }
            }
            configuration.CheckSonde(text);
            text.RefuseUnread();
            return configuration;
        }

        private void ReadLogger(ConfigSection section)
        {
            Number = section.Integer("number", 0, 65535, Number);
            Deployment = section.Integer("deployment", 0, FrameHeader.DeploymentMost, Deployment);
            Sonde = section.Text("sonde", Sonde);
        }

        /// <summary>The profile that the text describes under a name, or null.</summary>
        public SondeProfile Described(string name)
        {
            foreach (SondeProfile profile in DescribedSondes)
                if (profile.Model == name)
                    return profile;
            return null;
        }

        private void CheckSonde(ConfigText text)
        {
            ConfigSection section = text.Section("logger");
            if (section == null)
                return;
            SondeChoice[] choices = SondeChoice.Parse(Sonde);
            if (choices == null || choices.Length > SondesMost)
            {
                section.Refuse("sonde", "'" + Sonde + "' is not of the form model@address+model@address, at most " + SondesMost);
                return;
            }
            foreach (SondeChoice choice in choices)
                if (!SondeModels.IsBuiltIn(choice.Model) && Described(choice.Model) == null)
                    section.Refuse("sonde", "'" + choice.Model + "' is not known; permitted: " + SondeModels.List() + ", or the name of a [sonde ...] section");
        }

        private void ReadSampling(ConfigSection section)
        {
            IntervalSeconds = section.Integer("interval_s", 60, 86400, IntervalSeconds);
            if (86400 % IntervalSeconds != 0)
                section.Refuse("interval_s", "'" + IntervalSeconds + "' does not divide a day; permitted: 60, 300, 600, 900, 1800, 3600 ...");
            BurstCount = section.Integer("burst", 1, Sampling.Sampler.BurstMost, BurstCount);
            EventIntervalSeconds = section.Integer("event_interval_s", 0, 3600, EventIntervalSeconds);
            if (EventIntervalSeconds != 0 && (EventIntervalSeconds < 60 || IntervalSeconds % EventIntervalSeconds != 0))
                section.Refuse("event_interval_s", "'" + EventIntervalSeconds + "' does not divide the interval of " + IntervalSeconds + "; permitted: 0, or a divisor from 60");
            RiseTenthsOfMillimetre = section.Integer("event_rise_tenths_mm", 1, 100000, RiseTenthsOfMillimetre);
            RainTips = section.Integer("event_rain_tips", 1, 1000, RainTips);
            EventSamplesPerDayMost = section.Integer("event_samples_per_day_most", 0, 1440, EventSamplesPerDayMost);
        }

        private void ReadPower(ConfigSection section)
        {
            BatteryLowMillivolts = section.Integer("battery_low_mv", 0, 30000, BatteryLowMillivolts);
            BatteryRadioMillivolts = section.Integer("battery_radio_mv", 0, 30000, BatteryRadioMillivolts);
            BatteryStoreMillivolts = section.Integer("battery_store_mv", 0, 30000, BatteryStoreMillivolts);
            BatteryResumeMillivolts = section.Integer("battery_resume_mv", 0, 30000, BatteryResumeMillivolts);
            if (BatteryStoreMillivolts > BatteryRadioMillivolts || BatteryRadioMillivolts > BatteryLowMillivolts || BatteryResumeMillivolts < BatteryStoreMillivolts)
                section.Refuse("battery_store_mv", "the order must be store <= radio <= low, and store <= resume");
        }

        private void ReadLink(ConfigSection section)
        {
            SamplesPerUpload = section.Integer("samples_per_upload", 1, 96, SamplesPerUpload);
            FramesPerBatch = section.Integer("frames_per_batch", 1, Envelope.FramesMost, FramesPerBatch);
            BackOffMinutesMost = section.Integer("back_off_most_min", 15, 1440, BackOffMinutesMost);
            AcknowledgeSecondsMost = section.Integer("acknowledge_most_s", 2, 120, AcknowledgeSecondsMost);
            AirKilobytesPerDayMost = section.Integer("air_kb_per_day_most", 0, 1000000, AirKilobytesPerDayMost);
            AirSecondsMost = section.Integer("air_most_s", 10, 3600, AirSecondsMost);
        }
    }
}

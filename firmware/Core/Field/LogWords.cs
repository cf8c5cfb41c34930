using System.Text;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>Frames in words and as columns.</summary>
    public static class LogWords
    {
        /// <summary>Kind of a frame.</summary>
        public static string Kind(FrameKind kind)
        {
            return kind == FrameKind.Sample ? "sample" : kind == FrameKind.Event ? "event" : "extra";
        }

        /// <summary>What a frame says.</summary>
        public static string Of(byte[] frame, FrameHeader header)
        {
            if (header.Kind == FrameKind.Event)
            {
                LoggerEvent loggerEvent = EventFrame.Read(frame, 0);
                return Event(loggerEvent.Code) + (loggerEvent.Text.Length > 0 ? " " : "") + loggerEvent.Text;
            }
            return header.Kind == FrameKind.Sample ? OfSample(SampleFrame.Read(frame, 0)) : OfExtra(ExtraChannelsFrame.Read(frame, 0));
        }

        /// <summary>The columns of a sample from the level on (<see cref="RecordExport.Header"/>).</summary>
        public static string SampleRow(Sample sample)
        {
            int levelDecimals = FieldWords.Decimals(Quantity.Level, sample.LevelBasis);
            bool box = sample.BoardStatus == ProbeStatus.Ok;
            return Cell(sample, Quantity.Level) + (int)sample.LevelBasis + "," + DeskAnswer.Decimal(sample.LevelSpread, levelDecimals) + "," + sample.BurstCount + "," + Cell(sample, Quantity.WaterTemperature)
                + Cell(sample, Quantity.Ph) + Cell(sample, Quantity.PhElectrode) + Cell(sample, Quantity.LevelProbeTemperature) + Cell(sample, Quantity.Ec) + (int)sample.EcBasis + ","
                + (sample.RainStatus == ProbeStatus.Ok ? sample.RainTipsCumulative.ToString() : "") + "," + sample.BatteryMillivoltsMin + "," + (box ? (sample.BoxPressureTwoPascals * 2).ToString() : "") + ","
                + (box ? sample.BoardDegreesCelsius.ToString() : "") + "," + (box ? sample.BoardRelativeHumidityPercent.ToString() : "") + "," + (int)sample.LevelStatus + "," + (int)sample.TemperatureStatus + ","
                + (int)sample.PhStatus + "," + (int)sample.EcStatus + "," + (int)sample.RainStatus + "," + (int)sample.BoardStatus + ",";
        }

        /// <summary>A text inside quotes of a CSV: quotes doubled.</summary>
        public static string Quoted(string text)
        {
            StringBuilder quoted = new StringBuilder();
            foreach (char letter in text)
            {
                if (letter == '"')
                    quoted.Append('"');
                quoted.Append(letter);
            }
            return quoted.ToString();
        }

        private static string Cell(Sample sample, int quantity)
        {
            return (ProbeStatuses.HasValue(FieldWords.StatusIn(sample, quantity)) ? DeskAnswer.Decimal(FieldWords.ValueIn(sample, quantity), FieldWords.Decimals(quantity, sample.LevelBasis)) : "") + ",";
        }

        private static string OfSample(Sample sample)
        {
            string words = "";
            for (int quantity = 0; quantity < Quantity.Count; quantity++)
            {
                ProbeStatus status = FieldWords.StatusIn(sample, quantity);
                if (status == ProbeStatus.NotFitted || quantity == Quantity.PhElectrode || quantity == Quantity.LevelProbeTemperature)
                    continue;
                words += FieldWords.Name(quantity) + "=" + (ProbeStatuses.HasValue(status) ? DeskAnswer.Decimal(FieldWords.ValueIn(sample, quantity), FieldWords.Decimals(quantity, sample.LevelBasis))
                    : FieldWords.Status(status)) + " ";
            }
            return words + "battery_mv=" + sample.BatteryMillivoltsMin + " trigger=" + (int)sample.Trigger;
        }

        private static string OfExtra(ExtraChannels extra)
        {
            string words = "of=" + extra.ParentSequence;
            foreach (ExtraChannel channel in extra.Channels)
                words += " " + channel.ChannelId + "=" + channel.Value + "e" + channel.Scale;
            return words;
        }

        private static string Event(EventCode code)
        {
            string[] words =
            {
                "?", "boot", "clock-set", "config-applied", "config-rolled-back", "sonde-seen", "calibration", "visit", "maintenance", "lost", "link", "brown-out", "firmware", "rain-test", "note",
            };
            return (int)code < words.Length ? words[(int)code] : "code-" + (int)code;
        }
    }
}

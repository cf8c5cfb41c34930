using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>Answers <c>status</c> and <c>live</c>: what the box knows of itself, and what the sonde reads now.</summary>
    public static class StatusWords
    {
        /// <summary>Answers <c>status</c>.</summary>
        public static void Status(DeskBox box, DeskAnswer answer)
        {
            BoxStatus status = box.Status;
            LoggerState state = box.State;
            Sample last = box.LastSample;
            RecordTrend trend = RecordTrend.Of(box);
            string light = !status.IsRecording ? "red" : status.Flashes == 1 && state.LostFrames == 0 && state.MaintenanceUntilSeconds <= box.Now ? "green" : "amber";
            answer.Say(status.Sentence);
            int battery = box.Ports.Power.BatteryMillivolts();
            answer.Say("Battery " + DeskAnswer.Decimal(battery, 3) + " V, " + (trend.BatteryDays < 0 ? "not falling or too short a record for a forecast" : "about " + trend.BatteryDays + " days left")
                + ". Memory for " + trend.MemoryDays + " days without an upload.");
            answer.Say("Clock from " + FieldWords.Source(box.Clock.Source) + ", right within "
                + (box.Clock.ErrorLog2Milliseconds >= FrameHeader.ErrorBoundUnknown ? "?" : DeskAnswer.Decimal(1L << box.Clock.ErrorLog2Milliseconds, 3)) + " s; now " + FieldWords.Utc(box.Now) + ".");
            answer.Say(state.LinkFailures == 0 ? "Link: the last upload succeeded." : "Link: " + state.LinkFailures + " uploads failed in a row.");
            answer.Say("Sonde " + box.Ports.Sonde.Profile.Model + " " + state.SondeSerial + ". Firmware " + box.Ports.FirmwareVersion + ". Logger " + LoggerId.ToText(box.Ports.LoggerId)
                + ", deployment " + box.Configuration.Deployment + ", configuration " + box.Configuration.Number + (state.TrialFile != 0 ? " (another one is on trial)" : "") + ".");
            BoardReading board = box.Ports.Board.Read();
            answer.Say(board.Status == ProbeStatus.Ok ? "Box " + board.DegreesCelsius + " degC, " + board.RelativeHumidityPercent + " % humidity, " + board.PressurePascals + " Pa." : "The box's own sensors do not answer.");
            if (state.LostFrames > 0)
                answer.Say(state.LostFrames + " frames were lost in this logger's life (told in the record).");
            if (box.Ports.Simulated)
                answer.Say("SIMULATED: nothing here is measured.");
            answer.Text("light", light);
            answer.YesNo("recording", status.IsRecording);
            answer.Number("stored", state.Current.LastSequence);
            answer.Number("unsent", status.Unsent);
            answer.Number("lost", state.LostFrames);
            answer.Number("now_s", box.Now);
            answer.Number("last_sample_s", state.LastSampleSeconds);
            answer.Number("acknowledged_s", state.LastAcknowledgedSeconds);
            answer.Number("next_sample_s", Sampling.DutyCycle.NextMark(box.Now, (uint)box.Configuration.IntervalSeconds));
            answer.Number("battery_mv", battery);
            answer.YesNo("battery_low", last != null && (last.Flags & FrameFlags.LowBattery) != 0);
            OrNull(answer, "battery_days", trend.BatteryDays);
            answer.Number("memory_days", trend.MemoryDays);
            Rest(box, answer, status, board);
        }

        /// <summary>Answers <c>live</c> with one reading.</summary>
        public static void Live(DeskBox box, DeskAnswer answer)
        {
            LiveReadings live = box.Live;
            SondeReading reading = live.Take(box.State.SondeMemoryBytes.Length == 0 ? null : box.State.SondeMemoryBytes);
            Sample last = box.LastSample;
            LevelBasis basis = box.Ports.Sonde.Profile.LevelBasis;
            int warming = live.WarmingUpSeconds;
            if (!live.Answers)
                answer.Say("The sonde does not answer.");
            else if (warming > 0)
                answer.Say("Warming up, " + warming + " s left: not right yet.");
            answer.Number("at_s", box.Now);
            answer.Number("warming_up_s", warming);
            answer.Number("count", live.Count);
            answer.YesNo("sonde_answers", live.Answers);
            answer.Open("channels", '[');
            for (int quantity = 0; quantity < Quantity.Count; quantity++)
                if (reading.Status(quantity) != ProbeStatus.NotFitted)
                    Channel(answer, live, reading, quantity, basis, last);
            foreach (ExtraChannel extra in reading.Extra)
                Extra(answer, extra);
            answer.Close(']');
            const string Derived = "pCO2, calcite saturation, discharge and flux are computed at the gateway from the stored record; the box does not know them";
            answer.Text("derived", Derived);
            answer.Say("Not in the record. " + Derived + ".");
        }

        private static void Channel(DeskAnswer answer, LiveReadings live, SondeReading reading, int quantity, LevelBasis basis, Sample last)
        {
            int decimals = FieldWords.Decimals(quantity, basis);
            ProbeStatus status = reading.Status(quantity);
            bool hasValue = ProbeStatuses.HasValue(status);
            int range = live.Range(quantity, out int seenMs);
            bool hasRange = seenMs >= LiveReadings.RangeLeastMs;
            bool stable = hasRange && live.IsStable(quantity);
            bool stored = last != null && ProbeStatuses.HasValue(FieldWords.StatusIn(last, quantity));
            string line = (FieldWords.Name(quantity) + " ").PadRight(18, ' ') + (hasValue ? DeskAnswer.Decimal(reading.Value(quantity), decimals) : "-") + " " + FieldWords.Unit(quantity, basis) + "  "
                + FieldWords.Status(status) + "  " + (hasRange ? "range " + DeskAnswer.Decimal(range, decimals) + " in " + seenMs / 1000 + " s" + (stable ? ", stable" : ", not stable") : "range after 30 s");
            answer.Say(line + (stored ? "  (stored " + DeskAnswer.Decimal(FieldWords.ValueIn(last, quantity), decimals) + " at " + FieldWords.Utc(last.UtcSeconds) + ")" : ""));
            answer.Open(null, '{');
            answer.Text("name", FieldWords.Name(quantity));
            answer.Text("unit", FieldWords.Unit(quantity, basis));
            ScaledOrNull(answer, "value", hasValue, reading.Value(quantity), decimals);
            answer.Text("status", FieldWords.Status(status));
            answer.Number("status_id", (int)status);
            ScaledOrNull(answer, "range_60s", hasRange, range, decimals);
            answer.YesNo("stable", stable);
            ScaledOrNull(answer, "limit_60s", hasValue, hasValue ? LiveReadings.Limit(quantity, reading.Value(quantity)) : 0, decimals);
            ScaledOrNull(answer, "stored", stored, stored ? FieldWords.ValueIn(last, quantity) : 0, decimals);
            answer.Text("stored_status", last == null ? null : FieldWords.Status(FieldWords.StatusIn(last, quantity)));
            answer.Number("stored_s", last == null ? 0 : last.UtcSeconds);
            answer.Close('}');
        }

        private static void Extra(DeskAnswer answer, ExtraChannel extra)
        {
            bool hasValue = ProbeStatuses.HasValue(extra.Status);
            int decimals = extra.Scale < 0 ? -extra.Scale : 0;
            long value = extra.Value;
            for (int i = 0; i < extra.Scale; i++)
                value *= 10;
            string name = "extra_" + extra.ChannelId;
            answer.Say((name + " ").PadRight(18, ' ') + (hasValue ? DeskAnswer.Decimal(value, decimals) : "-") + "  " + FieldWords.Status(extra.Status));
            answer.Open(null, '{');
            answer.Text("name", name);
            answer.Text("unit", null);
            ScaledOrNull(answer, "value", hasValue, value, decimals);
            answer.Text("status", FieldWords.Status(extra.Status));
            answer.Number("status_id", (int)extra.Status);
            answer.Null("range_60s");
            answer.YesNo("stable", false);
            answer.Null("limit_60s");
            answer.Null("stored");
            answer.Text("stored_status", null);
            answer.Number("stored_s", 0);
            answer.Close('}');
        }

        private static void Rest(DeskBox box, DeskAnswer answer, BoxStatus status, BoardReading board)
        {
            LoggerState state = box.State;
            answer.Text("clock_source", FieldWords.Source(box.Clock.Source));
            if (box.Clock.ErrorLog2Milliseconds >= FrameHeader.ErrorBoundUnknown)
                answer.Null("clock_error_ms");
            else
                answer.Number("clock_error_ms", 1L << box.Clock.ErrorLog2Milliseconds);
            answer.Number("link_failures", state.LinkFailures);
            answer.Number("next_upload_s", state.NextUploadSeconds);
            LinkWords.Tell(box, answer);
            answer.Text("firmware", box.Ports.FirmwareVersion);
            answer.Text("logger", LoggerId.ToText(box.Ports.LoggerId));
            answer.Number("deployment", box.Configuration.Deployment);
            answer.Number("config_number", box.Configuration.Number);
            answer.YesNo("config_on_trial", state.TrialFile != 0);
            answer.Text("sonde_model", box.Ports.Sonde.Profile.Model);
            answer.Text("sonde_serial", state.SondeSerial);
            bool hasBoard = board.Status == ProbeStatus.Ok;
            ScaledOrNull(answer, "box_celsius", hasBoard, board.DegreesCelsius, 0);
            ScaledOrNull(answer, "box_humidity_percent", hasBoard, board.RelativeHumidityPercent, 0);
            ScaledOrNull(answer, "box_pressure_pa", hasBoard, board.PressurePascals, 0);
            answer.Number("maintenance_until_s", state.MaintenanceUntilSeconds > box.Now ? state.MaintenanceUntilSeconds : 0);
            answer.YesNo("visit_open", box.Notes.VisitBeganSeconds != 0);
            answer.YesNo("cal_open", box.Notes.CalibrationKind != CalibrationKind.None);
            answer.Number("flashes", status.Flashes);
            answer.Text("led", LedCode.Word(status.Flashes == 0 ? LedCode.Solid : status.Flashes));
            answer.YesNo("simulated", box.Ports.Simulated);
        }

        /// <summary>A number, or null where it does not exist.</summary>
        public static void ScaledOrNull(DeskAnswer answer, string key, bool exists, long scaled, int decimals)
        {
            if (exists)
                answer.Scaled(key, scaled, decimals);
            else
                answer.Null(key);
        }

        private static void OrNull(DeskAnswer answer, string key, int value)
        {
            ScaledOrNull(answer, key, value >= 0, value, 0);
        }
    }
}

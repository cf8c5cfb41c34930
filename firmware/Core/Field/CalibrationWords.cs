using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>Tells where a calibration stands; the end of every answer to <c>cal</c>.</summary>
    public static class CalibrationWords
    {
        /// <summary>Adds lines and fields.</summary>
        public static void Tell(DeskBox box, DeskAnswer answer, CalibrationResult result)
        {
            FieldNotes notes = box.Notes;
            bool open = notes.CalibrationKind != CalibrationKind.None;
            bool byStandards = open && notes.CalibrationKind != CalibrationKind.Level;
            if (result != null && result.IsGood)
                answer.Say("CALIBRATED: " + result.Words + ".");
            else if (open)
                Next(box, answer);
            else if (answer.Code == null)
                Past(notes, answer);
            answer.YesNo("open", open);
            answer.Text("kind", CalibrationKind.Word(notes.CalibrationKind));
            answer.Text("target", byStandards ? (notes.WritesSonde ? "sonde" : "record") : open ? "record" : null);
            answer.Text("target_say", !open ? null : byStandards && notes.WritesSonde ? box.Ports.Sonde.Profile.Model + ": written to the sonde with the last point"
                : "in the record only; raw values do not change");
            answer.Text("step", Step(notes));
            answer.Number("point", open ? notes.PointsTaken + 1 : 0);
            answer.Number("points", notes.PointCount);
            Reading(box, answer, byStandards);
            Taken(notes, answer);
            answer.Text("old", byStandards && notes.WritesSonde ? OldWords(box) : null);
            Result(answer, result);
        }

        private static string Step(FieldNotes notes)
        {
            switch (notes.CalibrationKind)
            {
                case CalibrationKind.Ph:
                    return "buffer";
                case CalibrationKind.Ec:
                    return notes.PointsTaken == 0 ? "air" : "standard";
                case CalibrationKind.Level:
                    return "staff";
                default:
                    return "idle";
            }
        }

        private static void Next(DeskBox box, DeskAnswer answer)
        {
            FieldNotes notes = box.Notes;
            if (notes.CalibrationKind == CalibrationKind.Level)
                return;
            if (notes.PointsTaken == notes.PointCount)
            {
                answer.Say("All points are taken and the end was interrupted: say 'cal take' to end it, or 'cal cancel'.");
                return;
            }
            int decimals = notes.CalibrationKind == CalibrationKind.Ph ? 3 : 2;
            int nominal = notes.Nominal[notes.PointsTaken];
            answer.Say("Point " + (notes.PointsTaken + 1) + " of " + notes.PointCount + ": " + (nominal == 0 ? "hold the dry cell in air" : "rinse, stand the sonde in "
                + DeskAnswer.Decimal(nominal, decimals) + (decimals == 3 ? " pH" : " uS/cm")) + ", then 'cal take wait=180'.");
        }

        private static void Past(FieldNotes notes, DeskAnswer answer)
        {
            string past = "";
            for (int kind = CalibrationKind.Ph; kind <= CalibrationKind.Level; kind++)
                if (notes.CalibratedSeconds[kind] != 0)
                    past += " " + CalibrationKind.Word(kind) + " " + FieldWords.Utc(notes.CalibratedSeconds[kind]) + ".";
            answer.Say("No calibration is open." + (past.Length > 0 ? " Last from this desk:" + past : ""));
        }

        private static void Reading(DeskBox box, DeskAnswer answer, bool byStandards)
        {
            FieldNotes notes = box.Notes;
            bool isPh = notes.CalibrationKind == CalibrationKind.Ph;
            int quantity = isPh ? Quantity.Ph : Quantity.Ec;
            int decimals = isPh ? 3 : 2;
            SondeReading reading = byStandards ? box.Look() : null;
            bool has = reading != null && ProbeStatuses.HasValue(reading.Status(quantity));
            bool hasTemperature = reading != null && ProbeStatuses.HasValue(reading.Status(Quantity.WaterTemperature));
            bool hasElectrode = isPh && reading != null && ProbeStatuses.HasValue(reading.Status(Quantity.PhElectrode));
            int standard = -1;
            if (byStandards && notes.PointsTaken < notes.PointCount)
            {
                int nominal = notes.Nominal[notes.PointsTaken];
                standard = notes.TypedStandard != 0 ? notes.TypedStandard : nominal == 0 ? 0
                    : hasTemperature ? Standards.At(notes.CalibrationKind, nominal, reading.Value(Quantity.WaterTemperature), box.Ports.Sonde.Profile.EcBasis) : -1;
            }
            int range = has ? box.Live.Range(quantity, out int seenMs) : SeenNothing(out seenMs);
            bool stable = has && box.Live.Count > 0 && box.Live.IsStable(quantity);
            if (has)
                answer.Say("Now " + DeskAnswer.Decimal(reading.Value(quantity), decimals) + (hasElectrode ? ", " + DeskAnswer.Decimal(reading.Value(Quantity.PhElectrode), 1) + " mV" : "")
                    + ", moved " + DeskAnswer.Decimal(range, decimals) + " in " + seenMs / 1000 + " s" + (stable ? ": stable." : "."));
            StatusWords.ScaledOrNull(answer, "standard", standard >= 0, standard, decimals);
            answer.YesNo("standard_known", standard >= 0);
            StatusWords.ScaledOrNull(answer, "reading", has, has ? reading.Value(quantity) : 0, decimals);
            StatusWords.ScaledOrNull(answer, "millivolts", hasElectrode, hasElectrode ? reading.Value(Quantity.PhElectrode) : 0, 1);
            StatusWords.ScaledOrNull(answer, "celsius", hasTemperature, hasTemperature ? reading.Value(Quantity.WaterTemperature) : 0, 2);
            answer.YesNo("stable", stable);
            StatusWords.ScaledOrNull(answer, "range_60s", has && seenMs >= LiveReadings.RangeLeastMs, range, decimals);
            answer.Number("stable_s", seenMs / 1000);
            answer.Number("warming_up_s", box.Live.WarmingUpSeconds);
        }

        private static int SeenNothing(out int seenMs)
        {
            seenMs = 0;
            return 0;
        }

        private static void Taken(FieldNotes notes, DeskAnswer answer)
        {
            bool isPh = notes.CalibrationKind == CalibrationKind.Ph;
            int decimals = notes.CalibrationKind == CalibrationKind.Level ? 4 : isPh ? 3 : 2;
            answer.Open("taken", '[');
            for (int i = 0; i < notes.PointsTaken; i++)
            {
                answer.Open(null, '{');
                answer.Scaled("standard", notes.Standard[i], decimals);
                answer.Scaled("reading", notes.Reading[i], decimals);
                StatusWords.ScaledOrNull(answer, "millivolts", isPh, notes.Electrode[i], 1);
                StatusWords.ScaledOrNull(answer, "celsius", decimals != 4, notes.Temperature[i], 2);
                answer.Close('}');
            }
            answer.Close(']');
        }

        private static string OldWords(DeskBox box)
        {
            ISondeCalibration sonde = box.Ports.Sonde.Calibration(box.Notes.CalibrationKind == CalibrationKind.Ph ? Quantity.Ph : Quantity.Ec);
            return sonde == null || box.Notes.OldCoefficients.Length == 0 ? null : sonde.InWords(box.Notes.OldCoefficients);
        }

        private static void Result(DeskAnswer answer, CalibrationResult result)
        {
            if (result == null)
            {
                answer.Null("result");
                return;
            }
            answer.Open("result", '{');
            answer.YesNo("good", result.IsGood);
            bool ph = result.IsGood && result.Kind == CalibrationKind.Ph;
            StatusWords.ScaledOrNull(answer, "slope_percent", ph, result.SlopeTenthsOfPercent, 1);
            StatusWords.ScaledOrNull(answer, "offset_millivolts", ph, result.OffsetTenthsOfMillivolt, 1);
            StatusWords.ScaledOrNull(answer, "cell_constant_change_percent", result.IsGood && result.Kind == CalibrationKind.Ec, result.CellChangeTenthsOfPercent, 1);
            StatusWords.ScaledOrNull(answer, "offset_metres", result.IsGood && result.Kind == CalibrationKind.Level, result.OffsetTenthsOfMillimetre, 4);
            answer.Text("say", result.Words);
            answer.Close('}');
        }
    }
}

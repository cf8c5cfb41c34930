using System.Collections;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>The last look before the lid is closed (field practice D7). Its answer is an event: SAFE TO LEAVE, or what is wrong.</summary>
    public class DepartureCheck
    {
        /// <summary>Days to the next visit where nobody says otherwise (a visit every two months is usual for a spring).</summary>
        public const int DaysUsual = 60;

        /// <summary>Level against staff, 0.1 mm (D7: 1 cm).</summary>
        public const int LevelMost = 100;

        private readonly DeskBox _box;
        private readonly DeskWords _words;
        private readonly DeskAnswer _answer;

        /// <summary>The check of one line.</summary>
        public DepartureCheck(DeskBox box, DeskWords words, DeskAnswer answer)
        {
            _box = box;
            _words = words;
            _answer = answer;
        }

        /// <summary>Answers <c>visit check</c>.</summary>
        /// <returns>What is wrong; elements are <see cref="LeavingFault"/>. Null with the refusal said.</returns>
        public ArrayList Check()
        {
            int days = DaysUsual;
            string text = _words.Value("days");
            if (text != null && (!int.TryParse(text, out days) || days < 1 || days > 1000))
            {
                _answer.Refuse("bad-value", "days '" + text + "' to the next visit; permitted: 1 to 1000");
                return null;
            }
            FieldNotes notes = _box.Notes;
            // Maintenance ends with the check: the sample that is witnessed must be one without the flag.
            if (_box.State.MaintenanceUntilSeconds > _box.Now)
            {
                _box.State.MaintenanceUntilSeconds = 0;
                _box.Tell(EventCode.Maintenance, "minutes=0 by=check");
            }
            if (notes.CheckedSeconds == 0)
                notes.CheckedSeconds = _box.Now;
            RecordTrend trend = RecordTrend.Of(_box);
            ArrayList faults = _box.Status.AgainstLeaving(_words.Value("signal") != "no", trend.MemoryDays, days);
            if (notes.CalibrationKind != CalibrationKind.None)
                faults.Add(new LeavingFault("calibration", "a calibration is open"));
            if (notes.VisitStep < VisitSteps.Check)
                faults.Add(new LeavingFault("visit-open-step", "the step '" + VisitSteps.Name(notes.VisitStep) + "' is neither done nor skipped"));
            if (trend.BatteryDays >= 0 && trend.BatteryDays < days)
                faults.Add(new LeavingFault("battery-days", "the battery lasts about " + trend.BatteryDays + " days for " + days));
            AddLevel(faults);
            if (_box.State.LastSampleSeconds <= notes.CheckedSeconds)
                faults.Add(new LeavingFault("next-sample", "the next sample has not been seen yet; it comes at "
                    + FieldWords.Utc(Sampling.DutyCycle.NextMark(_box.Now, (uint)_box.Configuration.IntervalSeconds)) + ": wait for it and check again"));
            Conclude(faults);
            return faults;
        }

        private void AddLevel(ArrayList faults)
        {
            FieldNotes notes = _box.Notes;
            if (notes.StaffTenthsOfMillimetre == FieldNotes.NoValue || notes.DepthAtStaffTenthsOfMillimetre == FieldNotes.NoValue || notes.DatumOffsetTenthsOfMillimetre == FieldNotes.NoValue)
            {
                _answer.Say("Level against staff: not compared (no staff reading, or no datum offset at this box).");
                return;
            }
            int difference = notes.DepthAtStaffTenthsOfMillimetre + notes.DatumOffsetTenthsOfMillimetre - notes.StaffTenthsOfMillimetre;
            if (difference > LevelMost || difference < -LevelMost)
                faults.Add(new LeavingFault("level", "the sonde's stage is " + DeskAnswer.Decimal(difference, 4) + " m from the staff; permitted: 0.01"));
        }

        private void Conclude(ArrayList faults)
        {
            _answer.Say(BoxStatus.Departure(faults));
            _answer.Say("Whether the flux is within the site's range for this stage is known at the gateway only.");
            string codes = "";
            foreach (LeavingFault fault in faults)
                codes += (codes.Length > 0 ? "," : "") + fault.Code;
            _box.Tell(EventCode.VisitStep, "step=check safe=" + (faults.Count == 0 ? "1 say=SAFE_TO_LEAVE" : "0 faults=" + codes));
            if (faults.Count == 0 && _box.Notes.VisitStep == VisitSteps.Check)
                _box.Notes.VisitStep++;
            if (!_box.Save())
                _answer.Refuse("drive", "the drive did not take the event");
        }
    }
}

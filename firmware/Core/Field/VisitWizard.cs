using System.Collections;
using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// The visit in the order of USGS TM 1-D3 (field practice D5): read, clean, read, check in standards, calibrate only if needed, read. Each step is an event; where the visit stands is on the
    /// drive, so a sleep or a reset loses nothing. Maintenance is on from the beginning and ends by itself.
    /// </summary>
    public class VisitWizard
    {
        private readonly DeskBox _box;
        private readonly DeskWords _words;
        private readonly DeskAnswer _answer;
        private readonly FieldNotes _notes;

        /// <summary>The wizard for one line.</summary>
        public VisitWizard(DeskBox box, DeskWords words, DeskAnswer answer)
        {
            _box = box;
            _words = words;
            _answer = answer;
            _notes = box.Notes;
        }

        /// <summary>Answers <c>visit ...</c>.</summary>
        public void Answer()
        {
            string word = _words.Word(0);
            ArrayList faults = null;
            if (word == "begin")
                Begin();
            else if (word.Length > 0 && _notes.VisitBeganSeconds == 0)
                _answer.Refuse("no-visit", "no visit is open: visit begin by=\"NAME\"");
            else if (word == "skip")
                Skip();
            else if (word == "end")
                End();
            else if (word == "check")
                faults = new DepartureCheck(_box, _words, _answer).Check();
            else if (word == "standard" || word == "done")
                Standards(word);
            else if (word.Length > 0)
                Step(word);
            VisitSteps.Tell(_box, _answer, faults);
        }

        private void Begin()
        {
            if (_notes.VisitBeganSeconds != 0)
            {
                _answer.Refuse("visit-open", "a visit is open since " + FieldWords.Utc(_notes.VisitBeganSeconds) + " by " + _notes.VisitBy + "; go on with it, or 'visit end'");
                return;
            }
            string by = _words.Value("by");
            if (by == null || by.Length == 0)
            {
                _answer.Refuse("bad-value", "who visits? visit begin by=\"NAME\"");
                return;
            }
            _notes.VisitBeganSeconds = _box.Now;
            _notes.VisitBy = FieldNotes.Fitting(by);
            _notes.VisitStep = 0;
            _notes.VisitSkipped = 0;
            _notes.StaffTenthsOfMillimetre = FieldNotes.NoValue;
            _notes.CheckedSeconds = 0;
            for (int i = 0; i < 3; i++)
            {
                _notes.BeforeSonde[i] = FieldNotes.NoValue;
                _notes.BeforeField[i] = FieldNotes.NoValue;
            }
            _box.State.MaintenanceUntilSeconds = _box.Now + DeskBox.MaintenanceSeconds;
            _box.Tell(EventCode.Maintenance, "minutes=" + DeskBox.MaintenanceSeconds / 60 + " by=visit");
            Tell("begin", "by=" + FieldWords.OneWord(_notes.VisitBy));
            if (!_box.Save())
                _answer.Refuse("drive", "the drive did not take the event");
            _box.Look();
        }

        private void End()
        {
            Tell("end", "steps_left=" + (VisitSteps.Count - _notes.VisitStep) + " skipped=" + _notes.VisitSkipped);
            if (_box.State.MaintenanceUntilSeconds > _box.Now)
            {
                _box.State.MaintenanceUntilSeconds = 0;
                _box.Tell(EventCode.Maintenance, "minutes=0 by=visit");
            }
            _notes.VisitBeganSeconds = 0;
            _notes.VisitBy = "";
            if (!_box.Save())
                _answer.Refuse("drive", "the drive did not take the event");
            else
                _answer.Say("The visit is closed.");
        }

        private void Skip()
        {
            string reason = _words.Value("reason");
            if (reason == null || reason.Length == 0 || _notes.VisitStep >= VisitSteps.Check)
            {
                _answer.Refuse("bad-value", _notes.VisitStep >= VisitSteps.Check ? "the departure check is not skipped; 'visit end' closes the visit without it" : "why? visit skip reason=\"TEXT\"");
                return;
            }
            _notes.VisitSkipped |= 1 << _notes.VisitStep;
            Tell(VisitSteps.Name(_notes.VisitStep), "skipped=1 reason=" + FieldWords.OneWord(FieldNotes.Fitting(reason)));
            Next();
        }

        private void Step(string word)
        {
            int step = VisitSteps.Number(word);
            if (step < 0)
            {
                _answer.Refuse("unknown-word", "'" + word + "' is not known; permitted: begin, " + VisitSteps.List() + ", standard, done, skip, end");
                return;
            }
            if (step != _notes.VisitStep)
            {
                _answer.Refuse("step-order", "the next step is '" + VisitSteps.Name(_notes.VisitStep) + "': the order of TM 1-D3 is what makes fouling and drift known; pass it with visit skip reason=\"TEXT\"");
                return;
            }
            string text = Words(step);
            if (text == null)
                return;
            if (System.Text.Encoding.UTF8.GetBytes("step=" + word + " " + text).Length > EventFrame.TextByteCountMost)
            {
                _answer.Refuse("too-long", "an event holds " + EventFrame.TextByteCountMost + " bytes; say it shorter, or in two notes");
                return;
            }
            Tell(word, text);
            if (step == VisitSteps.Rain)
                _box.Tell(EventCode.RainTest, text);
            Next();
        }

        /// <summary>The words of the step's event; null with the refusal said.</summary>
        private string Words(int step)
        {
            switch (step)
            {
                case VisitSteps.Staff:
                    return Staff();
                case VisitSteps.Before:
                case VisitSteps.After:
                case VisitSteps.Final:
                    return new VisitReading(_box, _words, _answer).Words(step);
                case VisitSteps.Calibrate:
                    _answer.Refuse("step-order", "calibrate with 'cal ...', then 'visit done'; or visit skip reason=\"within limits\"");
                    return null;
                case VisitSteps.Rain:
                    return int.TryParse(_words.Value("tips") ?? "", out int tips) && tips >= 0 && tips <= 1000 ? "tips=" + tips : Missing("tips; permitted: visit rain tips=0 to 1000");
                case VisitSteps.Water:
                    return _words.Value("bottles") == null ? Missing("bottles: visit water bottles=\"A1 A2\"") : "bottles=" + FieldWords.OneWord(FieldNotes.Fitting(_words.Value("bottles")));
                case VisitSteps.Box:
                    return "desiccant=" + FieldWords.OneWord(_words.Value("desiccant") ?? "kept") + " battery=" + FieldWords.OneWord(_words.Value("battery") ?? "kept") + " battery_mv="
                        + _box.Ports.Power.BatteryMillivolts();
                default:
                    return _words.Word(1).Length == 0 ? Missing("what: visit " + VisitSteps.Name(step) + " \"TEXT\"") : "what=" + FieldWords.OneWord(FieldNotes.Fitting(_words.Word(1)));
            }
        }

        private string Missing(string what)
        {
            _answer.Refuse("bad-value", "say " + what);
            return null;
        }

        private string Staff()
        {
            if (!DeskAnswer.TryDecimal(_words.Word(1), 4, out int staff) || staff < -1000000 || staff > 1000000)
                return Missing("the staff in m: visit staff 1.234; permitted: -100 to 100");
            _box.Watch(_box.Live.WarmingUpSeconds, -1);
            SondeReading reading = _box.Look();
            _notes.StaffTenthsOfMillimetre = staff;
            bool has = _box.Live.WarmingUpSeconds == 0 && _box.TryDepth(reading, out _notes.DepthAtStaffTenthsOfMillimetre);
            if (!has)
                _notes.DepthAtStaffTenthsOfMillimetre = FieldNotes.NoValue;
            _answer.Say("Staff " + DeskAnswer.Decimal(staff, 4) + " m, water above the sonde " + (has ? DeskAnswer.Decimal(_notes.DepthAtStaffTenthsOfMillimetre, 4) + " m." : "not known."));
            return "staff_m=" + DeskAnswer.Decimal(staff, 4) + (has ? " depth_m=" + DeskAnswer.Decimal(_notes.DepthAtStaffTenthsOfMillimetre, 4) : "");
        }

        private void Standards(string word)
        {
            if (word == "done")
            {
                if (_notes.VisitStep != VisitSteps.Standards && _notes.VisitStep != VisitSteps.Calibrate)
                {
                    _answer.Refuse("step-order", "'done' ends the standards or the calibration; the next step is '" + VisitSteps.Name(_notes.VisitStep) + "'");
                    return;
                }
                if (_notes.CalibrationKind != CalibrationKind.None)
                {
                    _answer.Refuse("calibration-open", "a calibration is open: take its points or say 'cal cancel'");
                    return;
                }
                Tell(VisitSteps.Name(_notes.VisitStep), "done=1");
                Next();
                return;
            }
            if (_notes.VisitStep != VisitSteps.Standards)
            {
                _answer.Refuse("step-order", "the next step is '" + VisitSteps.Name(_notes.VisitStep) + "'");
                return;
            }
            string text = new VisitReading(_box, _words, _answer).InStandard();
            if (text != null)
            {
                Tell("standard", text);
                _box.Save();
            }
        }

        private void Next()
        {
            _notes.VisitStep++;
            if (!_box.Save())
                _answer.Refuse("drive", "the drive did not take the event");
        }

        private void Tell(string step, string text)
        {
            _box.Tell(EventCode.VisitStep, "step=" + step + " " + text);
        }
    }
}

using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// The calibrations of pH, conductivity and level, standard by standard (field practice D6). Nothing is taken over before the last point has passed; what was before stands until then, and
    /// each step is an event. Where the sonde's map has a place for coefficients they are written there at the end; otherwise they stand in the record only, and no raw value changes.
    /// </summary>
    public class CalibrationWizard
    {
        /// <summary>Longest wait for a stable reading, s (D6: three minutes' look-back).</summary>
        public const int WaitSecondsMost = 300;

        private readonly DeskBox _box;
        private readonly DeskWords _words;
        private readonly DeskAnswer _answer;
        private readonly FieldNotes _notes;

        /// <summary>The wizard for one line.</summary>
        public CalibrationWizard(DeskBox box, DeskWords words, DeskAnswer answer)
        {
            _box = box;
            _words = words;
            _answer = answer;
            _notes = box.Notes;
        }

        /// <summary>Answers <c>cal ...</c>.</summary>
        public void Answer()
        {
            CalibrationResult result = null;
            switch (_words.Word(0))
            {
                case "":
                    break;
                case "ph":
                case "ec":
                case "level":
                    Begin();
                    break;
                case "take":
                    result = Take();
                    break;
                case "again":
                    result = WithOpen(CalibrationKind.Level) ? new LevelStep(_box, _answer).Again(_words.Word(1), _notes.Reason) : null;
                    break;
                case "value":
                    TypeStandard();
                    break;
                case "reason":
                    GiveReason();
                    break;
                case "cancel":
                    Cancel();
                    break;
                default:
                    _answer.Refuse("unknown-word", "'" + _words.Word(0) + "' is not known; permitted: ph, ec, level, take, value, reason, again, cancel");
                    break;
            }
            CalibrationWords.Tell(_box, _answer, result);
        }

        private void Begin()
        {
            if (_notes.CalibrationKind != CalibrationKind.None)
            {
                _answer.Refuse("calibration-open", "a calibration of " + CalibrationKind.Word(_notes.CalibrationKind) + " is open; take its points or say 'cal cancel'");
                return;
            }
            _box.Look();
            if (!_box.Live.Answers)
            {
                _answer.Refuse("no-sonde", "the sonde does not answer");
                return;
            }
            if (_words.Word(0) == "level")
                new LevelStep(_box, _answer).Begin(_words.Word(1));
            else
                BeginStandards(_words.Word(0) == "ph");
        }

        private void BeginStandards(bool isPh)
        {
            int[] standards = isPh ? Buffers() : Standard();
            if (standards == null)
                return;
            ISondeCalibration sonde = _words.Value("target") == "record" ? null : _box.Ports.Sonde.Calibration(isPh ? Quantity.Ph : Quantity.Ec);
            if (sonde != null && !SuitsSonde(sonde, standards))
                return;
            byte[] old = sonde == null ? new byte[0] : sonde.Coefficients();
            if (old == null)
            {
                _answer.Refuse("sonde-silent", "the sonde does not tell its coefficients: without the old ones nothing is begun");
                return;
            }
            _notes.EndCalibration();
            _notes.CalibrationKind = isPh ? CalibrationKind.Ph : CalibrationKind.Ec;
            _notes.PointCount = standards.Length;
            _notes.Nominal = Padded(standards);
            _notes.WritesSonde = sonde != null;
            _notes.OldCoefficients = old;
            _notes.CalibrationSerial = FieldNotes.Fitting(_box.Ports.Sonde.Serial);
            _box.Live.Forget();
            Tell("begin=1 target=" + (sonde != null ? "sonde" : "record") + " serial=" + _notes.CalibrationSerial + (sonde == null ? "" : " old " + sonde.InWords(old)));
            _answer.Say(sonde != null ? "The old coefficients stand until the last point has passed." : "This sonde's map has no place for coefficients that may be written, or the record was asked for: the result "
                + "will be an event in the record, and raw values do not change.");
        }

        private int[] Buffers()
        {
            int count = _words.Count - 1;
            if (count < 2 || count > FieldNotes.PointsMost)
            {
                _answer.Refuse("bad-value", "say two or three buffers in the order in which you will take them, e.g. 'cal ph 7.00 4.00 10.01' or 'cal ph 4.00 6.86 9.18'");
                return null;
            }
            int[] buffers = new int[count];
            for (int i = 0; i < count; i++)
            {
                if (!DeskAnswer.TryDecimal(_words.Word(i + 1), 3, out buffers[i]) || buffers[i] < 1000 || buffers[i] > 13000)
                {
                    _answer.Refuse("bad-value", "buffer '" + _words.Word(i + 1) + "'; permitted: pH 1 to 13");
                    return null;
                }
            }
            return buffers;
        }

        private int[] Standard()
        {
            if (!DeskAnswer.TryDecimal(_words.Word(1), 2, out int standard) || standard < 1000 || standard > 10000000)
            {
                _answer.Refuse("bad-value", "standard '" + _words.Word(1) + "'; permitted: 10 to 100000 uS/cm, e.g. 'cal ec 1413'");
                return null;
            }
            // The first point is air, which is 0.
            return new[] { 0, standard };
        }

        private bool SuitsSonde(ISondeCalibration sonde, int[] standards)
        {
            int[] wanted = sonde.FixedStandards;
            bool suits = wanted.Length == 0 || wanted.Length == standards.Length;
            string list = "";
            for (int i = 0; i < wanted.Length; i++)
            {
                suits = suits && wanted[i] == standards[i];
                list += (i > 0 ? " " : "") + DeskAnswer.Decimal(wanted[i], 3);
            }
            if (!suits)
                _answer.Refuse("bad-value", "this sonde takes " + list + ", in this order; with 'target=record' other buffers can be checked, and nothing is written to the sonde");
            return suits;
        }

        private bool WithOpen(int kind)
        {
            if (_notes.CalibrationKind == kind)
                return true;
            _answer.Refuse("no-calibration", _notes.CalibrationKind == CalibrationKind.None ? "no calibration is open" : "the open calibration is of " + CalibrationKind.Word(_notes.CalibrationKind));
            return false;
        }

        private CalibrationResult Take()
        {
            if (_notes.CalibrationKind == CalibrationKind.Ph || _notes.CalibrationKind == CalibrationKind.Ec)
                return new StandardStep(_box, _words, _answer).Take();
            _answer.Refuse("no-calibration", _notes.CalibrationKind == CalibrationKind.Level ? "read the staff again: 'cal again M'" : "no calibration is open");
            return null;
        }

        private void TypeStandard()
        {
            bool isPh = _notes.CalibrationKind == CalibrationKind.Ph;
            if (!isPh && !WithOpen(CalibrationKind.Ec))
                return;
            if (!DeskAnswer.TryDecimal(_words.Word(1), isPh ? 3 : 2, out int value) || value <= 0)
            {
                _answer.Refuse("bad-value", "value '" + _words.Word(1) + "'; the standard's value at its temperature, from the bottle's table");
                return;
            }
            int nominal = _notes.Nominal[_notes.PointsTaken];
            int most = isPh ? 500 : nominal / 2;
            if (nominal == 0 || value - nominal > most || nominal - value > most)
            {
                _answer.Refuse("bad-value", nominal == 0 ? "air has no value to type in" : "value " + _words.Word(1) + " is not the table value of the standard that is asked for");
                return;
            }
            _notes.TypedStandard = value;
            _box.Save();
        }

        private void GiveReason()
        {
            if (_notes.CalibrationKind == CalibrationKind.None || _words.Word(1).Length == 0)
            {
                _answer.Refuse(_notes.CalibrationKind == CalibrationKind.None ? "no-calibration" : "bad-value", "say why the change is right, while the calibration is open: cal reason \"new cell\"");
                return;
            }
            _notes.Reason = FieldNotes.Fitting(_words.Word(1));
            _box.Save();
        }

        private void Cancel()
        {
            if (_notes.CalibrationKind == CalibrationKind.None)
            {
                _answer.Refuse("no-calibration", "no calibration is open");
                return;
            }
            SondeRefusal refusal = null;
            if (_notes.WritesSonde)
            {
                _box.Look();
                ISondeCalibration sonde = _box.Ports.Sonde.Calibration(_notes.CalibrationKind == CalibrationKind.Ph ? Quantity.Ph : Quantity.Ec);
                refusal = sonde == null ? new SondeRefusal("no-sonde", "the sonde is another one") : sonde.Restore(_notes.OldCoefficients);
            }
            if (refusal != null)
            {
                _answer.Refuse(refusal.Code, refusal.Words + "; the calibration stays open: say 'cal cancel' again when the sonde answers");
                return;
            }
            Tell("cancelled=1");
            _notes.EndCalibration();
            _box.Save();
            _answer.Say("Cancelled. The old coefficients stand" + (_box.Live.OnSinceMs >= 0 ? " (looked at in the sonde)." : "."));
        }

        private void Tell(string text)
        {
            _box.Tell(EventCode.Calibration, "what=" + CalibrationKind.Word(_notes.CalibrationKind) + " " + text);
            if (!_box.Save())
                _answer.Refuse("drive", "the drive did not take the event");
        }

        private static int[] Padded(int[] standards)
        {
            int[] padded = new int[FieldNotes.PointsMost];
            for (int i = 0; i < standards.Length; i++)
                padded[i] = standards[i];
            return padded;
        }
    }

    /// <summary>What a calibration came to.</summary>
    public class CalibrationResult
    {
        /// <summary>True where it is in force.</summary>
        public bool IsGood;

        /// <summary>Slope, 0.1 % of Nernst; 0 = not a pH calibration.</summary>
        public int SlopeTenthsOfPercent;

        /// <summary>Offset at pH 7, 0.1 mV.</summary>
        public int OffsetTenthsOfMillivolt;

        /// <summary>Change of the cell constant, 0.1 %; only of the conductivity.</summary>
        public int CellChangeTenthsOfPercent;

        /// <summary>Datum offset, 0.1 mm; only of the level.</summary>
        public int OffsetTenthsOfMillimetre;

        /// <summary>One of <see cref="CalibrationKind"/>.</summary>
        public int Kind;

        /// <summary>Words.</summary>
        public string Words;
    }
}

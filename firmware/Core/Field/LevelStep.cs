using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// Staff against sonde, read twice: a dated datum offset (staff less depth) in the record. The level of the record does not move; the office gives the deployment the new offset from this date on.
    /// </summary>
    public class LevelStep
    {
        /// <summary>Two readings of the staff must give the same offset within this, 0.1 mm: half of what is left alone (rule of the project).</summary>
        public const int RereadMost = 50;

        /// <summary>Within this the offset is left alone, 0.1 mm (docs/field/calibration.md).</summary>
        public const int LeftAloneMost = 100;

        private readonly DeskBox _box;
        private readonly DeskAnswer _answer;
        private readonly FieldNotes _notes;

        /// <summary>The step for one line.</summary>
        public LevelStep(DeskBox box, DeskAnswer answer)
        {
            _box = box;
            _answer = answer;
            _notes = box.Notes;
        }

        /// <summary>First reading of the staff.</summary>
        public void Begin(string staffWords)
        {
            if (!TryOffset(staffWords, out int staff, out int offset))
                return;
            _notes.EndCalibration();
            _notes.CalibrationKind = CalibrationKind.Level;
            _notes.PointCount = 2;
            _notes.PointsTaken = 1;
            _notes.Standard[0] = staff;
            _notes.Reading[0] = staff - offset;
            Tell("begin=1 staff_m=" + Metres(staff) + " depth_m=" + Metres(staff - offset));
            _answer.Say("Staff " + Metres(staff) + " m, water above the sonde " + Metres(staff - offset) + " m: offset " + Metres(offset) + " m. Read the staff again: cal again M");
        }

        /// <summary>Second reading: where both agree the offset is dated.</summary>
        public CalibrationResult Again(string staffWords, string reason)
        {
            if (!TryOffset(staffWords, out int staff, out int offset))
                return null;
            int first = _notes.Standard[0] - _notes.Reading[0];
            if (IsBeyond(offset - first, RereadMost))
            {
                _answer.Refuse("datum", "the two readings give offsets of " + Metres(first) + " and " + Metres(offset) + " m; permitted: 5 mm apart. Read both again, in the same minute");
                return null;
            }
            int mean = (int)System.Math.Floor((first + offset) / 2.0 + 0.5);
            bool hasBefore = _notes.DatumOffsetTenthsOfMillimetre != FieldNotes.NoValue;
            if (hasBefore && !IsBeyond(mean - _notes.DatumOffsetTenthsOfMillimetre, LeftAloneMost) && reason.Length == 0)
            {
                _answer.Refuse("datum", "within 10 mm of the offset in force (" + Metres(_notes.DatumOffsetTenthsOfMillimetre) + " m): leave it, or say cal reason \"TEXT\"");
                return null;
            }
            string before = hasBefore ? Metres(_notes.DatumOffsetTenthsOfMillimetre) : "none";
            Tell("good=1 offset_m=" + Metres(mean) + " before_m=" + before + " from_s=" + _box.Now + " staff_m=" + Metres(staff) + " depth_m=" + Metres(staff - offset));
            _notes.DatumOffsetTenthsOfMillimetre = mean;
            _notes.DatumOffsetSeconds = _box.Now;
            _notes.CalibratedSeconds[CalibrationKind.Level] = _box.Now;
            _notes.EndCalibration();
            _box.Save();
            return new CalibrationResult
            {
                Kind = CalibrationKind.Level, IsGood = true, OffsetTenthsOfMillimetre = mean,
                Words = "datum offset " + Metres(mean) + " m from " + FieldWords.Utc(_box.Now) + " on (before: " + before + "); the level in the record does not move, the office dates it in the deployment",
            };
        }

        private bool TryOffset(string staffWords, out int staff, out int offset)
        {
            offset = 0;
            if (!DeskAnswer.TryDecimal(staffWords, 4, out staff) || staff < -1000000 || staff > 1000000)
            {
                _answer.Refuse("bad-value", "staff '" + staffWords + "'; permitted: -100 to 100 m");
                return false;
            }
            SondeReading reading = _box.Look();
            if (_box.Live.WarmingUpSeconds > 0)
            {
                _answer.Refuse("warming-up", "the sonde warms up, " + _box.Live.WarmingUpSeconds + " s left");
                return false;
            }
            if (!_box.TryDepth(reading, out int depth))
            {
                _answer.Refuse("no-sonde", "the level has no value: " + FieldWords.Status(reading.Status(Quantity.Level)) + ", or the box's barometer does not answer");
                return false;
            }
            offset = staff - depth;
            return true;
        }

        private void Tell(string text)
        {
            _box.Tell(EventCode.Calibration, "what=level " + text);
            if (!_box.Save())
                _answer.Refuse("drive", "the drive did not take the event");
        }

        private static bool IsBeyond(int difference, int most)
        {
            return difference > most || difference < -most;
        }

        private static string Metres(int tenthsOfMillimetre)
        {
            return DeskAnswer.Decimal(tenthsOfMillimetre, 4);
        }
    }
}

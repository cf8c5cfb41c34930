using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>A reading of the sonde within a visit, with the field meter's beside it, and what the two say about fouling and drift. The field meter compares; it never calibrates.</summary>
    public class VisitReading
    {
        private static int[] _quantities;

        private static int[] Quantities
        {
            get { return _quantities ?? (_quantities = new int[] { Quantity.WaterTemperature, Quantity.Ph, Quantity.Ec }); }
        }

        private static int[] _decimals;

        private static int[] Decimals
        {
            get { return _decimals ?? (_decimals = new int[] { 2, 3, 2 }); }
        }

        private static string[] _keys;

        private static string[] Keys
        {
            get { return _keys ?? (_keys = new string[] { "t", "ph", "ec" }); }
        }

        private readonly DeskBox _box;
        private readonly DeskWords _words;
        private readonly DeskAnswer _answer;

        /// <summary>The reading of one line.</summary>
        public VisitReading(DeskBox box, DeskWords words, DeskAnswer answer)
        {
            _box = box;
            _words = words;
            _answer = answer;
        }

        /// <summary>The words of a reading step's event; null with the refusal said.</summary>
        public string Words(int step)
        {
            int[] field = new int[3];
            if (!TryField(field))
                return null;
            SondeReading reading = Warm();
            if (reading == null)
                return null;
            int[] sonde = new int[3];
            string text = "";
            for (int i = 0; i < 3; i++)
            {
                bool has = ProbeStatuses.HasValue(reading.Status(Quantities[i]));
                sonde[i] = has ? reading.Value(Quantities[i]) : FieldNotes.NoValue;
                text += Part(Keys[i], sonde[i], i) + Part("field_" + Keys[i], field[i], i);
            }
            if (_box.TryDepth(reading, out int depth))
                text += " depth_m=" + DeskAnswer.Decimal(depth, 4);
            _answer.Say("Sonde" + Line(sonde) + (HasAny(field) ? "; field meter" + Line(field) : "; no field meter") + ".");
            if (step == VisitSteps.Before)
            {
                _box.Notes.BeforeSonde = sonde;
                _box.Notes.BeforeField = field;
            }
            else if (step == VisitSteps.After)
                text += Fouling(sonde, field);
            return text.Substring(1) + " stable=" + (_box.Live.IsStable(Quantity.WaterTemperature) ? 1 : 0);
        }

        /// <summary>The words of a check in a standard; null with the refusal said.</summary>
        public string InStandard()
        {
            bool isPh = _words.Word(1) == "ph";
            int decimals = isPh ? 3 : 2;
            if ((!isPh && _words.Word(1) != "ec") || !DeskAnswer.TryDecimal(_words.Word(2), decimals, out int nominal) || nominal <= 0)
            {
                _answer.Refuse("bad-value", "say which standard: visit standard ph 7.00, or visit standard ec 1413");
                return null;
            }
            int quantity = isPh ? Quantity.Ph : Quantity.Ec;
            _box.Watch(Wait(), quantity);
            SondeReading reading = Warm();
            if (reading == null)
                return null;
            if (!ProbeStatuses.HasValue(reading.Status(quantity)) || !_box.Live.IsStable(quantity))
            {
                _answer.Refuse(ProbeStatuses.HasValue(reading.Status(quantity)) ? "not-stable" : "no-sonde", "the reading is not stable over a minute; add wait=180");
                return null;
            }
            int standard = Standards.At(isPh ? CalibrationKind.Ph : CalibrationKind.Ec, nominal, reading.Value(Quantity.WaterTemperature), _box.Ports.Sonde.Profile.EcBasis);
            string typed = _words.Value("value");
            if (typed != null && !DeskAnswer.TryDecimal(typed, decimals, out standard))
                standard = -1;
            if (standard < 0)
            {
                _answer.Refuse("needs-value", "no table for this standard at this temperature: add value=V from the bottle");
                return null;
            }
            int drift = reading.Value(quantity) - standard;
            _box.Live.Forget();
            _answer.Say("Standard " + DeskAnswer.Decimal(standard, decimals) + ", sonde " + DeskAnswer.Decimal(reading.Value(quantity), decimals) + ": drift " + DeskAnswer.Decimal(drift, decimals) + ".");
            return "what=" + _words.Word(1) + " nominal=" + DeskAnswer.Decimal(nominal, decimals) + " value=" + DeskAnswer.Decimal(standard, decimals) + " reading="
                + DeskAnswer.Decimal(reading.Value(quantity), decimals) + " t=" + DeskAnswer.Decimal(reading.Value(Quantity.WaterTemperature), 2) + " drift=" + DeskAnswer.Decimal(drift, decimals);
        }

        private int Wait()
        {
            int wait = 0;
            string words = _words.Value("wait");
            return words != null && int.TryParse(words, out wait) && wait > 0 && wait <= CalibrationWizard.WaitSecondsMost ? wait : 0;
        }

        private SondeReading Warm()
        {
            _box.Look();
            if (Wait() > 0)
                _box.Watch(_box.Live.WarmingUpSeconds < Wait() ? _box.Live.WarmingUpSeconds : Wait(), -1);
            SondeReading reading = _box.Look();
            if (!_box.Live.Answers)
                _answer.Refuse("no-sonde", "the sonde does not answer");
            else if (_box.Live.WarmingUpSeconds > 0)
                _answer.Refuse("warming-up", "the sonde warms up, " + _box.Live.WarmingUpSeconds + " s left; or add wait=120");
            else
                return reading;
            return null;
        }

        private bool TryField(int[] field)
        {
            for (int i = 0; i < 3; i++)
            {
                field[i] = FieldNotes.NoValue;
                string text = _words.Value("field_" + Keys[i]);
                if (text == null || text.Length == 0)
                    continue;
                if (!DeskAnswer.TryDecimal(text, Decimals[i], out field[i]))
                {
                    _answer.Refuse("bad-value", "field_" + Keys[i] + " '" + text + "' is no number");
                    return false;
                }
            }
            return true;
        }

        /// <summary>Fouling (TM 1-D3): what cleaning changed in the sonde, less what the water changed by itself, as the field meter saw it.</summary>
        private string Fouling(int[] sonde, int[] field)
        {
            string text = "";
            FieldNotes notes = _box.Notes;
            for (int i = 0; i < 3; i++)
            {
                if (sonde[i] == FieldNotes.NoValue || field[i] == FieldNotes.NoValue || notes.BeforeSonde[i] == FieldNotes.NoValue || notes.BeforeField[i] == FieldNotes.NoValue)
                    continue;
                int fouling = sonde[i] - notes.BeforeSonde[i] - (field[i] - notes.BeforeField[i]);
                text += Part("fouling_" + Keys[i], fouling, i);
                _answer.Say("Fouling of " + Keys[i] + ": " + DeskAnswer.Decimal(fouling, Decimals[i]) + ".");
            }
            return text;
        }

        private static string Part(string key, int value, int i)
        {
            return value == FieldNotes.NoValue ? "" : " " + key + "=" + DeskAnswer.Decimal(value, Decimals[i]);
        }

        private static bool HasAny(int[] values)
        {
            return values[0] != FieldNotes.NoValue || values[1] != FieldNotes.NoValue || values[2] != FieldNotes.NoValue;
        }

        private static string Line(int[] values)
        {
            string line = "";
            for (int i = 0; i < 3; i++)
                line += Part(Keys[i], values[i], i);
            return line;
        }
    }
}

using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>Takes one standard of a pH or conductivity calibration, and with the last one ends it.</summary>
    public class StandardStep
    {
        /// <summary>What air may show, 0.01 uS/cm: 0 within 2 uS/cm (docs/field/calibration.md).</summary>
        public const int AirHundredthsMost = 200;

        /// <summary>Change of the cell constant that passes without a reason, 0.1 %.</summary>
        public const int CellChangeTenthsMost = 150;

        private readonly DeskBox _box;
        private readonly DeskWords _words;
        private readonly DeskAnswer _answer;
        private readonly FieldNotes _notes;
        private readonly bool _isPh;
        private readonly int _quantity;
        private bool _sondeHasIt;

        /// <summary>The step for one line, while a calibration of pH or conductivity is open.</summary>
        public StandardStep(DeskBox box, DeskWords words, DeskAnswer answer)
        {
            _box = box;
            _words = words;
            _answer = answer;
            _notes = box.Notes;
            _isPh = _notes.CalibrationKind == CalibrationKind.Ph;
            _quantity = _isPh ? Quantity.Ph : Quantity.Ec;
        }

        /// <summary>Answers <c>cal take</c>.</summary>
        /// <returns>The result where this was the last point, or the calibration ended here; otherwise null.</returns>
        public CalibrationResult Take()
        {
            bool wasOff = _box.Live.OnSinceMs < 0;
            if (_notes.PointsTaken == _notes.PointCount)
                return Resume();
            SondeReading reading = Reading();
            if (reading == null)
                return null;
            ISondeCalibration sonde = _notes.WritesSonde ? _box.Ports.Sonde.Calibration(_quantity) : null;
            if (_notes.WritesSonde && (sonde == null || _box.Ports.Sonde.Serial != _notes.CalibrationSerial))
                return Ended("sonde-refused", "the sonde is another one than when the calibration was begun");
            if (wasOff && sonde != null && sonde.IsPointwise && _notes.PointsTaken > 0)
                return Ended("sonde-lost-power", "the sonde has been without supply since the last point and has forgotten it; begin again");
            int standard = StandardFor(reading.Value(Quantity.WaterTemperature));
            if (standard < 0)
                return null;
            CalibrationPoint point = new CalibrationPoint
            {
                Standard = standard, Reading = reading.Value(_quantity), TemperatureHundredths = reading.Value(Quantity.WaterTemperature), ElectrodeTenthsOfMillivolt = Electrode(reading),
            };
            return _isPh ? TakeBuffer(sonde, point) : TakeConductivity(sonde, point);
        }

        /// <summary>A reading that is warm and stable, or null with the refusal said.</summary>
        private SondeReading Reading()
        {
            int wait = 0;
            string words = _words.Value("wait");
            if (words != null && (!int.TryParse(words, out wait) || wait < 0 || wait > CalibrationWizard.WaitSecondsMost))
            {
                _answer.Refuse("bad-value", "wait '" + words + "'; permitted: 0 to " + CalibrationWizard.WaitSecondsMost + " s");
                return null;
            }
            _box.Watch(wait, _quantity);
            SondeReading reading = _box.Look();
            if (!_box.Live.Answers || !ProbeStatuses.HasValue(reading.Status(_quantity)) || !ProbeStatuses.HasValue(reading.Status(Quantity.WaterTemperature)))
                _answer.Refuse("no-sonde", _box.Live.Answers ? FieldWords.Name(_quantity) + ": " + FieldWords.Status(reading.Status(_quantity)) : "the sonde does not answer");
            else if (_box.Live.WarmingUpSeconds > 0)
                _answer.Refuse("warming-up", "the sonde warms up, " + _box.Live.WarmingUpSeconds + " s left");
            else if (!_box.Live.IsStable(_quantity))
                _answer.Refuse("not-stable", Unstable(reading));
            else
                return reading;
            return null;
        }

        private string Unstable(SondeReading reading)
        {
            int range = _box.Live.Range(_quantity, out int seenMs);
            int decimals = _isPh ? 3 : 2;
            return FieldWords.Name(_quantity) + " moved " + DeskAnswer.Decimal(range, decimals) + " in " + seenMs / 1000 + " s; permitted: at most "
                + DeskAnswer.Decimal(LiveReadings.Limit(_quantity, reading.Value(_quantity)), decimals) + " over a whole minute";
        }

        /// <summary>The value of the standard that is asked for, at a temperature; -1 with the refusal said.</summary>
        private int StandardFor(int temperatureHundredths)
        {
            int nominal = _notes.Nominal[_notes.PointsTaken];
            if (_notes.TypedStandard != 0)
                return _notes.TypedStandard;
            if (nominal == 0)
                return 0;
            int standard = Standards.At(_notes.CalibrationKind, nominal, temperatureHundredths, _box.Ports.Sonde.Profile.EcBasis);
            if (standard < 0)
                _answer.Refuse("needs-value", "no table for " + DeskAnswer.Decimal(nominal, _isPh ? 3 : 2) + " at " + DeskAnswer.Decimal(temperatureHundredths, 2)
                    + " degC: say 'cal value V' with the value that the bottle gives for this temperature");
            return standard;
        }

        /// <summary>The electrode's voltage; of a sonde that shows none, the voltage of an ideal electrode at its pH (0.198416 mV a kelvin a pH: CODATA 2018).</summary>
        private static int Electrode(SondeReading reading)
        {
            if (ProbeStatuses.HasValue(reading.Status(Quantity.PhElectrode)))
                return reading.Value(Quantity.PhElectrode);
            double kelvin = reading.Value(Quantity.WaterTemperature) / 100.0 + 273.15;
            return (int)System.Math.Floor((7000 - reading.Value(Quantity.Ph)) / 1000.0 * 0.198415933 * kelvin * 10 + 0.5);
        }

        private CalibrationResult TakeBuffer(ISondeCalibration sonde, CalibrationPoint point)
        {
            PhCalibration calibration = new PhCalibration();
            for (int i = 0; i < _notes.PointsTaken; i++)
                calibration.Add(_notes.Standard[i], _notes.Electrode[i], _notes.Temperature[i]);
            string fault = calibration.Add(point.Standard, point.ElectrodeTenthsOfMillivolt, point.TemperatureHundredths);
            if (fault != null)
                return Again(calibration.Code, fault);
            bool isLast = _notes.PointsTaken + 1 == _notes.PointCount;
            if (!isLast)
            {
                SondeRefusal refusal = sonde == null ? null : sonde.Point(_notes.Nominal[_notes.PointsTaken]);
                if (refusal != null)
                {
                    _answer.Refuse(refusal.Code, refusal.Words);
                    return null;
                }
                Keep(point);
                return null;
            }
            Keep(point);
            return CompletePh(sonde);
        }

        /// <summary>The point is to be taken again: whatever is done now, the readings so far say nothing about it.</summary>
        private CalibrationResult Again(string code, string words)
        {
            _box.Live.Forget();
            _answer.Refuse(code, words);
            return null;
        }

        private CalibrationResult CompletePh(ISondeCalibration sonde)
        {
            PhCalibration calibration = new PhCalibration();
            for (int i = 0; i < _notes.PointCount; i++)
                calibration.Add(_notes.Standard[i], _notes.Electrode[i], _notes.Temperature[i]);
            string fault = calibration.Finish();
            if (fault != null)
                return Ended(calibration.Code, fault);
            CalibrationResult result = new CalibrationResult
            {
                Kind = CalibrationKind.Ph, SlopeTenthsOfPercent = Rounded(calibration.SlopePercent * 10), OffsetTenthsOfMillivolt = Rounded(calibration.OffsetMillivolts * 10),
            };
            return Finish(sonde, result, "slope_tenths_percent=" + result.SlopeTenthsOfPercent + " offset_tenths_mv=" + result.OffsetTenthsOfMillivolt + " before_minus_buffer=" + DriftAtNeutral());
        }

        /// <summary>All points were taken, and then the power went. A pointwise sonde has either made its coefficients or forgotten the points; the others are written again.</summary>
        private CalibrationResult Resume()
        {
            _box.Look();
            ISondeCalibration sonde = _notes.WritesSonde ? _box.Ports.Sonde.Calibration(_quantity) : null;
            if (_notes.WritesSonde && (sonde == null || _box.Ports.Sonde.Serial != _notes.CalibrationSerial))
            {
                _answer.Refuse("no-sonde", "the sonde of this calibration does not answer");
                return null;
            }
            if (sonde != null && sonde.IsPointwise)
            {
                if (sonde.Restore(_notes.OldCoefficients) == null)
                    return Ended("sonde-lost-power", "the sonde has been without supply and has forgotten the points; begin again");
                _sondeHasIt = true;
                _answer.Say("The sonde had taken the calibration when the power went.");
                sonde = null;
            }
            return _isPh ? CompletePh(sonde) : CompleteConductivity(sonde);
        }

        private CalibrationResult TakeConductivity(ISondeCalibration sonde, CalibrationPoint point)
        {
            if (_notes.PointsTaken == 0)
            {
                if (point.Reading > AirHundredthsMost)
                    return Again("air", "in air the cell shows " + DeskAnswer.Decimal(point.Reading, 2) + " uS/cm; permitted: 0 to 2: shake it dry, look for dirt");
                Keep(point);
                return null;
            }
            int span = point.Reading - _notes.Reading[0];
            if (span <= 0)
                return Again("wrong-bottle", "the standard shows no more than air");
            int change = CellChange(point.Standard, span);
            if ((change > CellChangeTenthsMost || change < -CellChangeTenthsMost) && _notes.Reason.Length == 0)
                return Again("cell-constant", "the cell constant would change by " + DeskAnswer.Decimal(change, 1) + " %; permitted without a reason: 15 %. A dirty cell or a wrong bottle? "
                    + "Clean, rinse twice and take it again, or say cal reason \"TEXT\"");
            Keep(point);
            return CompleteConductivity(sonde);
        }

        private CalibrationResult CompleteConductivity(ISondeCalibration sonde)
        {
            int change = CellChange(_notes.Standard[1], _notes.Reading[1] - _notes.Reading[0]);
            CalibrationResult result = new CalibrationResult { Kind = CalibrationKind.Ec, CellChangeTenthsOfPercent = change };
            return Finish(sonde, result, "cell_change_tenths_percent=" + change + (_notes.Reason.Length > 0 ? " reason=" + FieldWords.OneWord(_notes.Reason) : ""));
        }

        private void Keep(CalibrationPoint point)
        {
            int i = _notes.PointsTaken;
            _notes.Standard[i] = point.Standard;
            _notes.Reading[i] = point.Reading;
            _notes.Electrode[i] = point.ElectrodeTenthsOfMillivolt;
            _notes.Temperature[i] = point.TemperatureHundredths;
            _notes.PointsTaken++;
            _notes.TypedStandard = 0;
            int decimals = _isPh ? 3 : 2;
            _box.Live.Forget();
            Tell("point=" + _notes.PointsTaken + " standard=" + DeskAnswer.Decimal(point.Standard, decimals) + " reading=" + DeskAnswer.Decimal(point.Reading, decimals)
                + (_isPh ? " mv=" + DeskAnswer.Decimal(point.ElectrodeTenthsOfMillivolt, 1) : "") + " t=" + DeskAnswer.Decimal(point.TemperatureHundredths, 2));
            _answer.Say("Taken: standard " + DeskAnswer.Decimal(point.Standard, decimals) + ", reading " + DeskAnswer.Decimal(point.Reading, decimals) + ", "
                + DeskAnswer.Decimal(point.TemperatureHundredths, 2) + " degC.");
        }

        private CalibrationResult Finish(ISondeCalibration sonde, CalibrationResult result, string words)
        {
            if (sonde != null)
            {
                // The record knows of the write before the sonde does: a cut of power in between is then no riddle.
                Tell("writing=1 " + words);
                SondeRefusal refusal = sonde.Finish(_notes.OldCoefficients, Points());
                if (refusal != null)
                    return Ended(refusal.Code, refusal.Words);
                _sondeHasIt = true;
            }
            byte[] now = sonde == null ? null : sonde.Coefficients();
            Tell("good=1 target=" + (_sondeHasIt ? "sonde" : "record") + " " + words + (now == null ? "" : " " + sonde.InWords(now)));
            _notes.CalibratedSeconds[_notes.CalibrationKind] = _box.Now;
            _notes.EndCalibration();
            _box.Save();
            result.IsGood = true;
            result.Words = (_isPh ? "slope " + DeskAnswer.Decimal(result.SlopeTenthsOfPercent, 1) + " % of Nernst, offset " + DeskAnswer.Decimal(result.OffsetTenthsOfMillivolt, 1) + " mV at pH 7"
                : "cell constant changed by " + DeskAnswer.Decimal(result.CellChangeTenthsOfPercent, 1) + " %") + (_sondeHasIt ? "; the sonde has it" : "; in the record only, raw values do not change");
            return result;
        }

        /// <summary>The calibration is over without a result; the old coefficients stand.</summary>
        private CalibrationResult Ended(string code, string words)
        {
            _answer.Refuse(code, words + ". The old coefficients stand.");
            Tell("good=0 code=" + code);
            CalibrationResult result = new CalibrationResult { Kind = _notes.CalibrationKind, Words = words };
            _notes.EndCalibration();
            _box.Save();
            return result;
        }

        private CalibrationPoint[] Points()
        {
            CalibrationPoint[] points = new CalibrationPoint[_notes.PointCount];
            for (int i = 0; i < points.Length; i++)
                points[i] = new CalibrationPoint
                {
                    Standard = _notes.Standard[i], Reading = _notes.Reading[i], ElectrodeTenthsOfMillivolt = _notes.Electrode[i], TemperatureHundredths = _notes.Temperature[i],
                };
            return points;
        }

        /// <summary>How far the old calibration was off in the buffer next to pH 7: the drift since the last one.</summary>
        private string DriftAtNeutral()
        {
            int best = 0;
            for (int i = 1; i < _notes.PointsTaken; i++)
                if (Distance(_notes.Standard[i]) < Distance(_notes.Standard[best]))
                    best = i;
            return DeskAnswer.Decimal(_notes.Reading[best] - _notes.Standard[best], 3);
        }

        private static int CellChange(int standard, int span)
        {
            return Rounded(((double)standard / span - 1) * 1000);
        }

        private static int Distance(int thousandths)
        {
            return thousandths > 7000 ? thousandths - 7000 : 7000 - thousandths;
        }

        private void Tell(string text)
        {
            _box.Tell(EventCode.Calibration, "what=" + CalibrationKind.Word(_notes.CalibrationKind) + " " + text);
            if (!_box.Save())
                _answer.Refuse("drive", "the drive did not take the event");
        }

        private static int Rounded(double value)
        {
            return (int)System.Math.Floor(value + 0.5);
        }
    }

    /// <summary>Values of standards by temperature.</summary>
    public static class Standards
    {
        // A sonde that computes conductivity at 25 degC does it for natural water: beside 25 degC the standard's value for it is not known.
        private const int At25LeastHundredths = 2400;
        private const int At25MostHundredths = 2600;

        /// <summary>Value of a standard at a temperature (0.01 degC) as the sonde should show it; -1 where no table has it.</summary>
        public static int At(int kind, int nominal, int temperatureHundredths, EcBasis basis)
        {
            if (kind == CalibrationKind.Ph)
            {
                int buffer = PhBuffers.Named(nominal);
                return buffer < 0 ? -1 : PhBuffers.At(buffer, temperatureHundredths);
            }
            if (basis == EcBasis.InSitu)
                return EcStandards.At(nominal, temperatureHundredths);
            return temperatureHundredths >= At25LeastHundredths && temperatureHundredths <= At25MostHundredths ? nominal : -1;
        }
    }
}

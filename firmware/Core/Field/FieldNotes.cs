using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// What the desk must know after a sleep, a reset or a cut of power: where the visit and the calibration stand, and the datum offset in force. Two small files in turn,
    /// as the logger's state; the record itself has each step as an event.
    /// </summary>
    public class FieldNotes
    {
        /// <summary>Most characters of a name or of old coefficients.</summary>
        public const int TextLengthMost = 80;

        /// <summary>Most points of a calibration.</summary>
        public const int PointsMost = 3;

        private const int FirstFile = 4;
        private const byte Mark = (byte)'N';
        private const byte Version = 1;

        /// <summary>Counts the writes.</summary>
        public uint Generation { get; private set; }

        /// <summary>Somebody is at the box until then, seconds of the clock; 0 = nobody.</summary>
        public uint PresentUntilSeconds;

        /// <summary>The visit began then, seconds of the clock; 0 = no visit is open.</summary>
        public uint VisitBeganSeconds;

        /// <summary>Who visits.</summary>
        public string VisitBy = "";

        /// <summary>Step that is next, 0 = the first.</summary>
        public int VisitStep;

        /// <summary>Bit n: step n was passed without being done.</summary>
        public int VisitSkipped;

        /// <summary>Staff reading of this visit, 0.1 mm; <see cref="NoValue"/> = none.</summary>
        public int StaffTenthsOfMillimetre = NoValue;

        /// <summary>Level of the sonde at that moment, 0.1 mm above the probe.</summary>
        public int DepthAtStaffTenthsOfMillimetre;

        /// <summary>No number known.</summary>
        public const int NoValue = int.MinValue;

        /// <summary>Sonde before cleaning: 0.01 degC, 0.001 pH, 0.01 uS/cm; <see cref="NoValue"/> = none.</summary>
        public int[] BeforeSonde = { NoValue, NoValue, NoValue };

        /// <summary>Field meter before cleaning, same units.</summary>
        public int[] BeforeField = { NoValue, NoValue, NoValue };

        /// <summary>The departure check was asked for then, seconds of the clock; 0 = not yet. A sample after it is the one to witness.</summary>
        public uint CheckedSeconds;

        /// <summary>Datum offset in force (staff minus depth), 0.1 mm; <see cref="NoValue"/> = none yet.</summary>
        public int DatumOffsetTenthsOfMillimetre = NoValue;

        /// <summary>When it was dated, seconds of the clock.</summary>
        public uint DatumOffsetSeconds;

        /// <summary>Calibration that is open: one of <see cref="CalibrationKind"/>.</summary>
        public int CalibrationKind;

        /// <summary>Points to take.</summary>
        public int PointCount;

        /// <summary>Points taken.</summary>
        public int PointsTaken;

        /// <summary>Standards as named when it was begun, in thousandths (pH) or 0.01 uS/cm or 0.1 mm.</summary>
        public int[] Nominal = new int[PointsMost];

        /// <summary>Values of the standards at their temperature, same unit; 0 = not taken yet.</summary>
        public int[] Standard = new int[PointsMost];

        /// <summary>Readings in them, same unit.</summary>
        public int[] Reading = new int[PointsMost];

        /// <summary>Electrode voltages in them, 0.1 mV.</summary>
        public int[] Electrode = new int[PointsMost];

        /// <summary>Temperatures in them, 0.01 degC.</summary>
        public int[] Temperature = new int[PointsMost];

        /// <summary>Value typed in for the next standard, same unit; 0 = none.</summary>
        public int TypedStandard;

        /// <summary>Why a change beyond the limit may pass; empty = none given.</summary>
        public string Reason = "";

        /// <summary>True where the sonde itself is to take the coefficients.</summary>
        public bool WritesSonde;

        /// <summary>The coefficients before, as the sonde's registers; empty where they are not in the sonde.</summary>
        public byte[] OldCoefficients = new byte[0];

        /// <summary>Serial number of the sonde under calibration.</summary>
        public string CalibrationSerial = "";

        /// <summary>The last good calibration, seconds of the clock, by kind; 0 = none known.</summary>
        public uint[] CalibratedSeconds = new uint[4];

        /// <summary>Reads the newest valid notes, or empty ones.</summary>
        public static FieldNotes Load(IFlash flash)
        {
            FieldNotes a = Read(flash.ReadSmall(FirstFile));
            FieldNotes b = Read(flash.ReadSmall(FirstFile + 1));
            if (a == null)
                return b ?? new FieldNotes();
            return b != null && (int)(b.Generation - a.Generation) > 0 ? b : a;
        }

        /// <summary>Writes the notes over the older generation, where they differ from what the drive holds.</summary>
        /// <returns>False where the drive refused.</returns>
        public bool Save(IFlash flash)
        {
            Generation++;
            return flash.WriteSmall(FirstFile + (int)(Generation & 1), ToBytes());
        }

        /// <summary>No calibration is open any more.</summary>
        public void EndCalibration()
        {
            CalibrationKind = 0;
            PointCount = 0;
            PointsTaken = 0;
            TypedStandard = 0;
            Reason = "";
            WritesSonde = false;
            OldCoefficients = new byte[0];
            CalibrationSerial = "";
            for (int i = 0; i < PointsMost; i++)
                Standard[i] = 0;
        }

        /// <summary>A text that fits.</summary>
        public static string Fitting(string text)
        {
            return text.Length > TextLengthMost ? text.Substring(0, TextLengthMost) : text;
        }

        private byte[] ToBytes()
        {
            ByteWriter writer = new ByteWriter(1024);
            writer.U8(Mark);
            writer.U8(Version);
            writer.U32(Generation);
            writer.U32(PresentUntilSeconds);
            writer.U32(VisitBeganSeconds);
            writer.Text(Fitting(VisitBy));
            writer.U8(VisitStep);
            writer.U32((uint)VisitSkipped);
            writer.U32((uint)StaffTenthsOfMillimetre);
            writer.U32((uint)DepthAtStaffTenthsOfMillimetre);
            for (int i = 0; i < 3; i++)
            {
                writer.U32((uint)BeforeSonde[i]);
                writer.U32((uint)BeforeField[i]);
            }
            writer.U32(CheckedSeconds);
            writer.U32((uint)DatumOffsetTenthsOfMillimetre);
            writer.U32(DatumOffsetSeconds);
            writer.U8(CalibrationKind);
            writer.U8(PointCount);
            writer.U8(PointsTaken);
            for (int i = 0; i < PointsMost; i++)
            {
                writer.U32((uint)Nominal[i]);
                writer.U32((uint)Standard[i]);
                writer.U32((uint)Reading[i]);
                writer.U32((uint)Electrode[i]);
                writer.U32((uint)Temperature[i]);
            }
            writer.U32((uint)TypedStandard);
            writer.Text(Fitting(Reason));
            writer.U8(WritesSonde ? 1 : 0);
            writer.Block(OldCoefficients);
            writer.Text(Fitting(CalibrationSerial));
            for (int i = 0; i < CalibratedSeconds.Length; i++)
                writer.U32(CalibratedSeconds[i]);
            return writer.Sealed();
        }

        private static FieldNotes Read(byte[] bytes)
        {
            ByteReader reader = ByteReader.OfSealed(bytes);
            if (reader == null || reader.U8() != Mark || reader.U8() != Version)
                return null;
            FieldNotes notes = new FieldNotes { Generation = reader.U32(), PresentUntilSeconds = reader.U32(), VisitBeganSeconds = reader.U32(), VisitBy = reader.Text() };
            notes.VisitStep = reader.U8();
            notes.VisitSkipped = (int)reader.U32();
            notes.StaffTenthsOfMillimetre = (int)reader.U32();
            notes.DepthAtStaffTenthsOfMillimetre = (int)reader.U32();
            for (int i = 0; i < 3; i++)
            {
                notes.BeforeSonde[i] = (int)reader.U32();
                notes.BeforeField[i] = (int)reader.U32();
            }
            notes.CheckedSeconds = reader.U32();
            notes.DatumOffsetTenthsOfMillimetre = (int)reader.U32();
            notes.DatumOffsetSeconds = reader.U32();
            notes.CalibrationKind = reader.U8();
            notes.PointCount = reader.U8();
            notes.PointsTaken = reader.U8();
            for (int i = 0; i < PointsMost; i++)
            {
                notes.Nominal[i] = (int)reader.U32();
                notes.Standard[i] = (int)reader.U32();
                notes.Reading[i] = (int)reader.U32();
                notes.Electrode[i] = (int)reader.U32();
                notes.Temperature[i] = (int)reader.U32();
            }
            notes.TypedStandard = (int)reader.U32();
            notes.Reason = reader.Text();
            notes.WritesSonde = reader.U8() != 0;
            notes.OldCoefficients = reader.Block();
            notes.CalibrationSerial = reader.Text();
            for (int i = 0; i < notes.CalibratedSeconds.Length; i++)
                notes.CalibratedSeconds[i] = reader.U32();
            return notes;
        }
    }

    /// <summary>What is being calibrated.</summary>
    public static class CalibrationKind
    {
        /// <summary>Nothing.</summary>
        public const int None = 0;

        /// <summary>pH.</summary>
        public const int Ph = 1;

        /// <summary>Conductivity.</summary>
        public const int Ec = 2;

        /// <summary>Level against the staff.</summary>
        public const int Level = 3;

        /// <summary>The word.</summary>
        public static string Word(int kind)
        {
            return kind == Ph ? "ph" : kind == Ec ? "ec" : kind == Level ? "level" : "none";
        }
    }
}

using KarstLogger.Firmware.Core.Ports;

namespace KarstLogger.Firmware.Probes.Calibration
{
    /// <summary>
    /// A calibration whose coefficients stand in registers: all points are taken first, then the new coefficients are written and read back, and the old ones written back where that fails.
    /// </summary>
    public abstract class RegisterCalibration : ISondeCalibration
    {
        /// <inheritdoc/>
        public int[] FixedStandards
        {
            get { return new int[0]; }
        }

        /// <inheritdoc/>
        public bool IsPointwise
        {
            get { return false; }
        }

        /// <inheritdoc/>
        public abstract byte[] Coefficients();

        /// <inheritdoc/>
        public abstract string InWords(byte[] coefficients);

        /// <inheritdoc/>
        public SondeRefusal Point(int standardThousandths)
        {
            return null;
        }

        /// <inheritdoc/>
        public SondeRefusal Finish(byte[] old, CalibrationPoint[] points)
        {
            SondeRefusal refusal = Write(Fresh(old, points));
            if (refusal == null)
                return null;
            SondeRefusal other = Restore(old);
            return other == null ? refusal : new SondeRefusal(refusal.Code, refusal.Words + "; " + other.Words);
        }

        /// <inheritdoc/>
        public SondeRefusal Restore(byte[] old)
        {
            byte[] now = Coefficients();
            if (now != null && RegisterWrites.AreEqual(now, old))
                return null;
            SondeRefusal refusal = Write(old);
            return refusal == null ? null : new SondeRefusal(refusal.Code, "the old coefficients " + InWords(old) + " could not be written back: " + refusal.Words);
        }

        /// <summary>The coefficients that the points give.</summary>
        protected abstract byte[] Fresh(byte[] old, CalibrationPoint[] points);

        /// <summary>Writes coefficients; null where the sonde shows them afterwards (<see cref="ShownOtherwise"/>).</summary>
        protected abstract SondeRefusal Write(byte[] coefficients);

        /// <summary>Null where the sonde shows what was written.</summary>
        protected SondeRefusal ShownOtherwise(byte[] written)
        {
            byte[] back = Coefficients();
            if (back == null)
                return new SondeRefusal("sonde-silent", "the sonde does not tell its coefficients");
            return RegisterWrites.AreEqual(back, written) ? null : new SondeRefusal("sonde-refused", "the sonde shows other coefficients than were written: " + InWords(back));
        }
    }
}

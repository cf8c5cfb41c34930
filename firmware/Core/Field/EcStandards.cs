namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// The 1413 uS/cm standard (KCl) by temperature, in whole uS/cm: Mettler-Toledo S230 manual, section 11.2, as in docs/field/calibration.md. Others (84, 12 880 uS/cm) have their table on the
    /// label: their value is typed in. KCl is not spring water: no compensation of a sonde may stand in for this table.
    /// </summary>
    public static class EcStandards
    {
        /// <summary>The standard that the table is for, 0.01 uS/cm.</summary>
        public const int Kcl1413 = 141300;

        private const int LeastHundredths = 500;
        private const int StepHundredths = 500;

        // 5, 10 ... 30 degC.
        private static int[] _microsiemens;

        private static int[] Microsiemens
        {
            get { return _microsiemens ?? (_microsiemens = new int[] { 896, 1020, 1147, 1278, 1413, 1552 }); }
        }

        /// <summary>Conductivity of the 1413 standard at a temperature in 0.01 degC, 5 to 30 degC, in 0.01 uS/cm; -1 outside, or for another standard.</summary>
        public static int At(int standard, int temperatureHundredths)
        {
            int above = temperatureHundredths - LeastHundredths;
            int last = Microsiemens.Length - 1;
            if (standard != Kcl1413 || above < 0 || above > last * StepHundredths)
                return -1;
            int i = above / StepHundredths;
            if (i == last)
                return Microsiemens[last] * 100;
            return Microsiemens[i] * 100 + (Microsiemens[i + 1] - Microsiemens[i]) * 100 * (above % StepHundredths) / StepHundredths;
        }
    }
}

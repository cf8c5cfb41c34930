namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// pH of the primary standards by temperature, in thousandths (Buck et al. 2002, IUPAC Recommendations, Pure Appl. Chem. 74, 2169, Table 2): phthalate 4.005, phosphate 6.865 and borax
    /// 9.180 at 25 degC. Buffers of other makers (4/7/10) have their own tables on the bottle: their value is typed in.
    /// </summary>
    public static class PhBuffers
    {
        /// <summary>Phthalate, "4.00".</summary>
        public const int Phthalate = 0;

        /// <summary>Phosphate, "6.86".</summary>
        public const int Phosphate = 1;

        /// <summary>Borax, "9.18".</summary>
        public const int Borax = 2;

        private const int StepHundredths = 500;

        // 0, 5, 10 ... 35 degC.
        private static readonly int[] PhthalateThousandths = { 4000, 3998, 3997, 3998, 4000, 4005, 4011, 4018 };
        private static readonly int[] PhosphateThousandths = { 6984, 6951, 6923, 6900, 6881, 6865, 6853, 6844 };
        private static readonly int[] BoraxThousandths = { 9464, 9395, 9332, 9276, 9225, 9180, 9139, 9102 };

        /// <summary>pH in thousandths at a temperature in 0.01 degC, 0 to 35 degC, linear between the table's values; -1 outside.</summary>
        public static int At(int buffer, int temperatureHundredths)
        {
            if (temperatureHundredths < 0 || temperatureHundredths > 7 * StepHundredths)
                return -1;
            int[] table = buffer == Phthalate ? PhthalateThousandths : buffer == Phosphate ? PhosphateThousandths : BoraxThousandths;
            int i = temperatureHundredths / StepHundredths;
            if (i == 7)
                return table[7];
            return table[i] + (table[i + 1] - table[i]) * (temperatureHundredths % StepHundredths) / StepHundredths;
        }
    }
}

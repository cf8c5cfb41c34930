namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>
    /// pH of the primary standards by temperature, in thousandths (Buck et al. 2002, IUPAC Recommendations, Pure Appl. Chem. 74, 2169, Table 2): phthalate 4.005, phosphate 6.865 and borax
    /// 9.180 at 25 degC. Technical buffers (7.00, 10.01) differ between makers: the table here is one maker's, and the value on the bottle is typed in where it says otherwise.
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
        private static int[] _phthalateThousandths;

        private static int[] PhthalateThousandths
        {
            get { return _phthalateThousandths ?? (_phthalateThousandths = new int[] { 4000, 3998, 3997, 3998, 4000, 4005, 4011, 4018 }); }
        }

        private static int[] _phosphateThousandths;

        private static int[] PhosphateThousandths
        {
            get { return _phosphateThousandths ?? (_phosphateThousandths = new int[] { 6984, 6951, 6923, 6900, 6881, 6865, 6853, 6844 }); }
        }

        private static int[] _boraxThousandths;

        private static int[] BoraxThousandths
        {
            get { return _boraxThousandths ?? (_boraxThousandths = new int[] { 9464, 9395, 9332, 9276, 9225, 9180, 9139, 9102 }); }
        }

        /// <summary>Technical 7.00.</summary>
        public const int Technical7 = 3;

        /// <summary>Technical 10.01 (carbonate).</summary>
        public const int Technical10 = 4;

        // 0, 5, 10 ... 40 degC, hundredths of pH (Foxboro MI 611-211, 2005, table 7, "American" technical buffers; as in docs/field/calibration.md). The bottle's own table goes first.
        private static int[] _technical7Hundredths;

        private static int[] Technical7Hundredths
        {
            get { return _technical7Hundredths ?? (_technical7Hundredths = new int[] { 712, 709, 706, 704, 702, 700, 699, 699, 698 }); }
        }

        private static int[] _technical10Hundredths;

        private static int[] Technical10Hundredths
        {
            get { return _technical10Hundredths ?? (_technical10Hundredths = new int[] { 1032, 1025, 1018, 1012, 1006, 1001, 997, 993, 989 }); }
        }

        /// <summary>The buffer that a name such as 6.86 (thousandths) means; -1 where no table is known.</summary>
        public static int Named(int thousandths)
        {
            switch (thousandths)
            {
                case 4000:
                case 4010:
                    return Phthalate;
                case 6860:
                case 6870:
                    return Phosphate;
                case 9180:
                    return Borax;
                case 7000:
                    return Technical7;
                case 10000:
                case 10010:
                    return Technical10;
                default:
                    return -1;
            }
        }

        /// <summary>pH in thousandths at a temperature in 0.01 degC, linear between the table's values: 0 to 35 degC, technical buffers to 40; -1 outside.</summary>
        public static int At(int buffer, int temperatureHundredths)
        {
            int[] table = Table(buffer);
            int last = table.Length - 1;
            if (temperatureHundredths < 0 || temperatureHundredths > last * StepHundredths)
                return -1;
            int unit = buffer >= Technical7 ? 10 : 1;
            int i = temperatureHundredths / StepHundredths;
            if (i == last)
                return table[last] * unit;
            return table[i] * unit + (table[i + 1] - table[i]) * unit * (temperatureHundredths % StepHundredths) / StepHundredths;
        }

        private static int[] Table(int buffer)
        {
            switch (buffer)
            {
                case Phthalate:
                    return PhthalateThousandths;
                case Phosphate:
                    return PhosphateThousandths;
                case Borax:
                    return BoraxThousandths;
                case Technical7:
                    return Technical7Hundredths;
                default:
                    return Technical10Hundredths;
            }
        }
    }
}

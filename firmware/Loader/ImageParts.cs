using System;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Loader
{
    /// <summary>
    /// An image is one assembly in the device's form (PE), or several one behind the other, each needing only those before it: one holds at most 64 KB of byte code. Each
    /// tells its own size, so nothing else is needed to take them apart.
    /// </summary>
    public static class ImageParts
    {
        /// <summary>Most assemblies in an image.</summary>
        public const int PartsMost = 4;

        // The head of a PE of the 1.x runtime (its CLR_RECORD_ASSEMBLY): the mark, sums, version, then where each table begins; the last of these is the end.
        private const string Mark = "NFMRK1";
        private const int SizeOffset = 100;
        private const int HeadByteCount = 124;

        /// <summary>The assemblies of an image in their order; null where it is not a whole number of them, or more than <see cref="PartsMost"/>.</summary>
        public static byte[][] Split(byte[] image)
        {
            int[] from = new int[PartsMost + 1];
            int count = 0;
            while (from[count] < image.Length)
            {
                int size = SizeAt(image, from[count]);
                if (size == 0 || count == PartsMost)
                    return null;
                from[count + 1] = from[count] + size;
                count++;
            }
            byte[][] parts = new byte[count][];
            for (int i = 0; i < count; i++)
            {
                parts[i] = new byte[from[i + 1] - from[i]];
                Array.Copy(image, from[i], parts[i], 0, parts[i].Length);
            }
            return count == 0 ? null : parts;
        }

        private static int SizeAt(byte[] image, int offset)
        {
            int left = image.Length - offset;
            if (left < HeadByteCount)
                return 0;
            for (int i = 0; i < Mark.Length; i++)
                if (image[offset + i] != Mark[i])
                    return 0;
            uint size = LittleEndian.GetU32(image, offset + SizeOffset);
            return size < HeadByteCount || size > (uint)left ? 0 : (int)size;
        }
    }
}

using System;

namespace KarstLogger.Firmware.Core.Update
{
    /// <summary>
    /// A program file on the drive: 32 bytes of HMAC-SHA256 with the device's own key, then the program. The digest itself is computed by the platform (the device's
    /// cryptography package), so that no second implementation has to be right.
    /// </summary>
    public static class SealedProgram
    {
        /// <summary>Bytes of the digest.</summary>
        public const int DigestByteCount = 32;

        /// <summary>The program without its digest; null where the file is too short.</summary>
        public static byte[] ProgramOf(byte[] file)
        {
            if (file == null || file.Length <= DigestByteCount)
                return null;
            byte[] program = new byte[file.Length - DigestByteCount];
            Array.Copy(file, DigestByteCount, program, 0, program.Length);
            return program;
        }

        /// <summary>True where the file's digest is <paramref name="digest"/>; takes the same time wherever the first difference is.</summary>
        public static bool IsAuthentic(byte[] file, byte[] digest)
        {
            if (file == null || file.Length <= DigestByteCount || digest == null || digest.Length != DigestByteCount)
                return false;
            int difference = 0;
            for (int i = 0; i < DigestByteCount; i++)
                difference |= file[i] ^ digest[i];
            return difference == 0;
        }
    }
}

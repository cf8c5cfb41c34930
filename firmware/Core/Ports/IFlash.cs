namespace KarstLogger.Firmware.Core.Ports
{
    /// <summary>
    /// The drive. nanoFramework gives files, not flash: <c>Flush</c> does not make data durable, closing the file does, and overwriting the middle of a littlefs
    /// file rewrites its rest. So the journal only appends to numbered segment files, and small files are written whole.
    /// </summary>
    public interface IFlash
    {
        /// <summary>Bytes that segments and small files may take together.</summary>
        long CapacityBytes { get; }

        /// <summary>Numbers of the segments on the drive, ascending.</summary>
        uint[] List();

        /// <summary>Length of a segment in bytes as it stands on the drive; 0 where there is none.</summary>
        int Length(uint segment);

        /// <summary>Appends to a segment, making it where it is absent. Nothing is durable before <see cref="Commit"/>.</summary>
        /// <returns>False where the drive refused (full, removed, broken).</returns>
        bool Append(uint segment, byte[] bytes, int offset, int count);

        /// <summary>Closes the segment's file and opens it again: only now is what was appended durable.</summary>
        bool Commit(uint segment);

        /// <summary>Reads from a segment.</summary>
        /// <returns>Number of bytes read; less than <paramref name="count"/> at the segment's end.</returns>
        int Read(uint segment, int position, byte[] buffer, int offset, int count);

        /// <summary>Deletes the segment with the lowest number.</summary>
        bool DeleteOldest();

        /// <summary>The whole of a small file, or null where it is absent.</summary>
        byte[] ReadSmall(int file);

        /// <summary>Writes a small file whole and closes it. A cut of power leaves the old, the new, a torn or an empty file.</summary>
        bool WriteSmall(int file, byte[] bytes);
    }
}

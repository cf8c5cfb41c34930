using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Firmware.Core.Storage;

namespace KarstLogger.Firmware.Core.Update
{
    /// <summary>
    /// Which of the two program slots starts. A new program is on trial: it gets a few starts to prove itself by a good sample and an acknowledged upload; without them the
    /// loader goes back to the slot that worked. Kept in two small files in turn, like the state.
    /// </summary>
    public class UpdateSlots
    {
        /// <summary>No slot: the program that was flashed with the loader.</summary>
        public const int None = 0;

        /// <summary>First slot.</summary>
        public const int A = 1;

        /// <summary>Second slot.</summary>
        public const int B = 2;

        /// <summary>Starts that a program on trial gets: one may be spoilt by a cut of power, one by a link that is down.</summary>
        public const int AttemptsMost = 3;

        // Small files 0 and 1 hold the state, 2 and 3 the configuration.
        private const int FirstFile = 4;
        private const byte Mark = (byte)'U';

        /// <summary>Slot that is known to work.</summary>
        public int Active { get; private set; }

        /// <summary>Slot on trial, or <see cref="None"/>.</summary>
        public int Trial { get; private set; }

        /// <summary>Starts of the slot on trial.</summary>
        public int Attempts { get; private set; }

        /// <summary>Last slot that failed its trial, for the event; cleared by <see cref="Offer"/>.</summary>
        public int Failed { get; private set; }

        private uint _generation;

        /// <summary>Reads the newest valid file; without one only the flashed program is known.</summary>
        public static UpdateSlots Load(IFlash flash)
        {
            UpdateSlots a = Read(flash.ReadSmall(FirstFile));
            UpdateSlots b = Read(flash.ReadSmall(FirstFile + 1));
            if (a == null)
                return b ?? new UpdateSlots();
            return b != null && (int)(b._generation - a._generation) > 0 ? b : a;
        }

        /// <summary>The slot that a new program may be written to: never the one that works.</summary>
        public int Free
        {
            get { return Active == A ? B : A; }
        }

        /// <summary>
        /// The loader's question at each start, answered before anything is loaded: the count of attempts is on the drive before the program runs, so a program that crashes at once
        /// still uses up its attempts.
        /// </summary>
        public int Choose(IFlash flash)
        {
            if (Trial == None)
                return Active;
            if (Attempts >= AttemptsMost)
            {
                Reject(flash);
                return Active;
            }
            Attempts++;
            // A drive that does not take the count cannot limit the attempts: then the program that works is started.
            return Save(flash) ? Trial : Active;
        }

        /// <summary>A new program stands whole and authenticated in <see cref="Free"/>: try it from the next start on.</summary>
        public bool Offer(IFlash flash)
        {
            Trial = Free;
            Attempts = 0;
            Failed = None;
            return Save(flash);
        }

        /// <summary>The program on trial has stored a good sample and an upload was acknowledged.</summary>
        public bool Confirm(IFlash flash)
        {
            if (Trial == None)
                return true;
            Active = Trial;
            Trial = None;
            return Save(flash);
        }

        /// <summary>The program on trial does not load, does not authenticate or has used up its attempts.</summary>
        public bool Reject(IFlash flash)
        {
            Failed = Trial;
            Trial = None;
            return Save(flash);
        }

        private bool Save(IFlash flash)
        {
            _generation++;
            ByteWriter writer = new ByteWriter(16);
            writer.U8(Mark);
            writer.U32(_generation);
            writer.U8(Active);
            writer.U8(Trial);
            writer.U8(Attempts);
            writer.U8(Failed);
            return flash.WriteSmall(FirstFile + (int)(_generation & 1), writer.Sealed());
        }

        private static UpdateSlots Read(byte[] bytes)
        {
            ByteReader reader = ByteReader.OfSealed(bytes);
            if (reader == null || reader.U8() != Mark)
                return null;
            return new UpdateSlots { _generation = reader.U32(), Active = reader.U8(), Trial = reader.U8(), Attempts = reader.U8(), Failed = reader.U8() };
        }
    }
}

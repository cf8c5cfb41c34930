using System.Collections;

namespace KarstLogger.Firmware.Core.Field
{
    /// <summary>The steps of a visit, in their order, and how they are told.</summary>
    public static class VisitSteps
    {
        /// <summary>Staff gauge.</summary>
        public const int Staff = 0;

        /// <summary>Reading before cleaning.</summary>
        public const int Before = 1;

        /// <summary>Cleaning.</summary>
        public const int Clean = 2;

        /// <summary>Reading after cleaning: fouling.</summary>
        public const int After = 3;

        /// <summary>Check in standards: drift.</summary>
        public const int Standards = 4;

        /// <summary>Calibration, only where needed.</summary>
        public const int Calibrate = 5;

        /// <summary>Final reading.</summary>
        public const int Final = 6;

        /// <summary>Bottles.</summary>
        public const int Water = 7;

        /// <summary>Discharge.</summary>
        public const int Gauging = 8;

        /// <summary>Tips test of the rain gauge.</summary>
        public const int Rain = 9;

        /// <summary>Desiccant, battery.</summary>
        public const int Box = 10;

        /// <summary>Photographs.</summary>
        public const int Photos = 11;

        /// <summary>Departure check.</summary>
        public const int Check = 12;

        /// <summary>How many there are.</summary>
        public const int Count = 13;

        // Name and what is asked, in turn.
        private static string[] _texts;

        private static string[] Texts
        {
            get
            {
                return _texts ?? (_texts = new string[]
                {
                    "staff", "Read the staff gauge: visit staff M",
                    "before", "Reading before cleaning, field meter beside the sonde: visit before field_t=C field_ph=PH field_ec=US",
                    "clean", "Clean the sonde and say what was on it: visit clean \"film, mud, tufa, animals\"",
                    "after", "Reading after cleaning, field meter again: visit after field_t=C field_ph=PH field_ec=US",
                    "standards", "Stand the sonde in standards, one after the other: visit standard ph 7.00, visit standard ec 1413; then visit done",
                    "calibrate", "Only where the standards are outside the limits: cal ph ..., cal ec ..., then visit done; else visit skip reason=\"within limits\"",
                    "final", "Sonde back in its place, final reading: visit final field_t=C field_ph=PH field_ec=US",
                    "water", "Bottles: visit water bottles=\"A1 A2\", or visit skip reason=TEXT",
                    "gauging", "Discharge: visit gauging \"salt, Q 0.31 m3/s\", or visit skip reason=TEXT",
                    "rain", "Tip the bucket by hand: visit rain tips=10 (no rain), or visit skip reason=TEXT",
                    "box", "Desiccant and battery: visit box desiccant=changed battery=kept",
                    "photos", "Photographs: visit photos 6",
                    "check", "Departure check: visit check [signal=no] [days=60], then visit end",
                });
            }
        }

        /// <summary>The step's word.</summary>
        public static string Name(int step)
        {
            return step < Count ? Texts[step * 2] : "end";
        }

        /// <summary>The step of a word; -1 for none.</summary>
        public static int Number(string name)
        {
            for (int i = 0; i < Count; i++)
                if (Texts[i * 2] == name)
                    return i;
            return -1;
        }

        /// <summary>All words, for messages.</summary>
        public static string List()
        {
            string list = "";
            for (int i = 0; i < Count; i++)
                list += (i > 0 ? ", " : "") + Texts[i * 2];
            return list;
        }

        /// <summary>Tells where the visit stands; <paramref name="faults"/> of a departure check, or null.</summary>
        public static void Tell(DeskBox box, DeskAnswer answer, ArrayList faults)
        {
            FieldNotes notes = box.Notes;
            bool open = notes.VisitBeganSeconds != 0;
            string ask = !open ? "No visit is open: visit begin by=\"NAME\"" : notes.VisitStep < Count ? Texts[notes.VisitStep * 2 + 1] : "All steps are done: visit end";
            if (open || answer.IsSilent)
                answer.Say((open ? "Next: " : "") + ask);
            answer.YesNo("open", open);
            answer.Text("by", open ? notes.VisitBy : null);
            answer.Number("began_s", notes.VisitBeganSeconds);
            answer.Text("step", open ? Name(notes.VisitStep) : null);
            answer.Open("steps", '[');
            for (int i = 0; i < Count; i++)
            {
                answer.Open(null, '{');
                answer.Text("name", Name(i));
                answer.Text("state", !open || i > notes.VisitStep ? "open" : i == notes.VisitStep ? "next" : (notes.VisitSkipped & (1 << i)) != 0 ? "skipped" : "done");
                answer.Close('}');
            }
            answer.Close(']');
            answer.Text("ask", ask);
            answer.Number("maintenance_until_s", box.State.MaintenanceUntilSeconds > box.Now ? box.State.MaintenanceUntilSeconds : 0);
            if (faults == null)
                return;
            answer.YesNo("safe", faults.Count == 0);
            answer.Open("faults", '[');
            foreach (LeavingFault fault in faults)
            {
                answer.Open(null, '{');
                answer.Text("code", fault.Code);
                answer.Text("say", fault.Words);
                answer.Close('}');
            }
            answer.Close(']');
            answer.Number("next_sample_s", Sampling.DutyCycle.NextMark(box.Now, (uint)box.Configuration.IntervalSeconds));
        }
    }
}

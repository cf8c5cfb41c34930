namespace KarstLogger.Firmware.Core
{
    /// <summary>Names of the sonde models that are built in.</summary>
    public static class SondeModels
    {
        private static string[] _names;

        /// <summary>Names, in the order of the documentation.</summary>
        public static string[] Names
        {
            get
            {
                return _names ?? (_names = new string[]
                {
                    "aquatroll400", "aquatroll500", "aquatroll500-vented", "y4000", "y520", "y532", "keller", "keller-vented", "hydros21",
                });
            }
        }

        /// <summary>True where a driver of this name is built in.</summary>
        public static bool IsBuiltIn(string name)
        {
            foreach (string one in Names)
                if (one == name)
                    return true;
            return false;
        }

        /// <summary>All names, for messages.</summary>
        public static string List()
        {
            string list = "";
            foreach (string one in Names)
                list += (list.Length > 0 ? ", " : "") + one;
            return list;
        }
    }

    /// <summary>One sonde of the configuration's list: <c>model</c> or <c>model@address</c>.</summary>
    public class SondeChoice
    {
        private SondeChoice(string model, int address)
        {
            Model = model;
            Address = address;
        }

        /// <summary>Name of the model.</summary>
        public string Model { get; }

        /// <summary>Bus address, 0 to 247; -1 = the model's own.</summary>
        public int Address { get; }

        /// <summary>Reads a list such as <c>y520@1+y532@2+keller@3</c>; null where it is not of this form.</summary>
        public static SondeChoice[] Parse(string text)
        {
            string[] words = text.Split('+');
            SondeChoice[] choices = new SondeChoice[words.Length];
            for (int i = 0; i < words.Length; i++)
            {
                string word = words[i].Trim();
                int at = word.IndexOf('@');
                int address = -1;
                if (at == 0 || word.Length == 0 || (at > 0 && (!int.TryParse(word.Substring(at + 1), out address) || address < 0 || address > 247)))
                    return null;
                choices[i] = new SondeChoice(at < 0 ? word : word.Substring(0, at), address);
            }
            return choices;
        }
    }
}

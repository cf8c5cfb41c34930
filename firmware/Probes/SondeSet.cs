using KarstLogger.Firmware.Core.Ports;
using KarstLogger.Wire;

namespace KarstLogger.Firmware.Probes
{
    /// <summary>Several sondes on one bus, read as one: each quantity comes from the first that has it (a pH probe, a conductivity probe and a level probe side by side).</summary>
    public class SondeSet : ISonde
    {
        private readonly ISonde[] _sondes;

        /// <summary>A set in the order of precedence.</summary>
        public SondeSet(ISonde[] sondes)
        {
            _sondes = sondes;
            Profile = new SondeProfile { Model = "", Bus = sondes[0].Profile.Bus, EcBasis = EcBasis.Unknown };
            foreach (ISonde sonde in sondes)
                Join(sonde.Profile);
        }

        /// <inheritdoc/>
        public SondeProfile Profile { get; }

        /// <inheritdoc/>
        public byte[] Memory
        {
            get { return _sondes[0].Memory; }
        }

        /// <inheritdoc/>
        public string Serial
        {
            get
            {
                string all = "";
                // A probe that is silent today is not a swapped probe: without all of them there is no serial number to compare.
                foreach (ISonde sonde in _sondes)
                    if (sonde.Serial.Length == 0)
                        return "";
                    else
                        all += (all.Length > 0 ? "+" : "") + sonde.Serial;
                return all;
            }
        }

        /// <inheritdoc/>
        public bool Start(byte[] memory)
        {
            bool any = false;
            for (int i = 0; i < _sondes.Length; i++)
                any |= _sondes[i].Start(i == 0 ? memory : null);
            return any;
        }

        /// <inheritdoc/>
        public SondeReading Read()
        {
            SondeReading all = new SondeReading();
            foreach (ISonde sonde in _sondes)
            {
                SondeReading reading = sonde.Read();
                for (int quantity = 0; quantity < Quantity.Count; quantity++)
                    if (!ProbeStatuses.HasValue(all.Status(quantity)) && reading.Status(quantity) != ProbeStatus.NotFitted)
                        all.Set(quantity, reading.Value(quantity), reading.Status(quantity));
                foreach (ExtraChannel channel in reading.Extra)
                    all.Extra.Add(channel);
            }
            return all;
        }

        /// <inheritdoc/>
        public ISondeCalibration Calibration(int quantity)
        {
            // The sonde that gives the quantity is the one to calibrate: the first that has it.
            foreach (ISonde sonde in _sondes)
                if (Gives(sonde.Profile, quantity))
                    return sonde.Calibration(quantity);
            return null;
        }

        /// <inheritdoc/>
        public void Stop()
        {
            foreach (ISonde sonde in _sondes)
                sonde.Stop();
        }

        private static bool Gives(SondeProfile profile, int quantity)
        {
            // A driver that discovers its channels (Aqua TROLL 400) has all of them.
            if (profile.Channels.Length == 0)
                return true;
            foreach (SondeChannel channel in profile.Channels)
                if (channel.Quantity == quantity)
                    return true;
            return false;
        }

        private void Join(SondeProfile one)
        {
            Profile.Model += (Profile.Model.Length > 0 ? "+" : "") + one.Model;
            Profile.PowerOnMs = one.PowerOnMs > Profile.PowerOnMs ? one.PowerOnMs : Profile.PowerOnMs;
            Profile.WarmUpMs = one.WarmUpMs > Profile.WarmUpMs ? one.WarmUpMs : Profile.WarmUpMs;
            Profile.MeasureMs = one.MeasureMs > Profile.MeasureMs ? one.MeasureMs : Profile.MeasureMs;
            Profile.StaleFirstMs += one.StaleFirstMs;
            bool discovers = one.Channels.Length == 0;
            if (discovers)
            {
                Profile.LevelBasis = one.LevelBasis;
                Profile.EcBasis = one.EcBasis;
            }
            foreach (SondeChannel channel in one.Channels)
            {
                if (channel.Quantity == Quantity.Level)
                    Profile.LevelBasis = one.LevelBasis;
                if (channel.Quantity == Quantity.Ec && Profile.EcBasis == EcBasis.Unknown)
                    Profile.EcBasis = one.EcBasis;
            }
        }
    }
}

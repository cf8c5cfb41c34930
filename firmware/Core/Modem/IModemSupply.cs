namespace KarstLogger.Firmware.Core.Modem
{
    /// <summary>The modem's own supply. On the KL-1 board the module starts with its rail (hardware/pinmap.csv), so off and on is a power cycle.</summary>
    public interface IModemSupply
    {
        /// <summary>Switches the modem's rail.</summary>
        void ModemRail(bool on);
    }
}

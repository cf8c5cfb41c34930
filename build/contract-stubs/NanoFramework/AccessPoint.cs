// nanoFramework.System.Net 1.11.60: what the desktop's System.Net.NetworkInformation has not.
namespace System.Net.NetworkInformation;

public enum AuthenticationType : byte
{
    None = 0,
    WPA2 = 8,
}

public enum EncryptionType : byte
{
    None = 0,
    WPA2 = 3,
}

public class WirelessAPConfiguration
{
    public WirelessAPConfiguration(uint id) => throw KarstLogger.SignatureOnly.Fault;

    public enum ConfigurationOptions : byte
    {
        None = 0,
        Disable = 1,
        Enable = 2,
        AutoStart = 6,
    }

    public AuthenticationType Authentication { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public EncryptionType Encryption { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public string Password { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public string Ssid { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public ConfigurationOptions Options { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public byte MaxConnections { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public void SaveConfiguration() => throw KarstLogger.SignatureOnly.Fault;

    public static WirelessAPConfiguration[] GetAllWirelessAPConfigurations() => throw KarstLogger.SignatureOnly.Fault;
}

public class Wireless80211Configuration
{
    public Wireless80211Configuration(uint id) => throw KarstLogger.SignatureOnly.Fault;

    public string Password { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public string Ssid { get => throw KarstLogger.SignatureOnly.Fault; set => throw KarstLogger.SignatureOnly.Fault; }

    public void SaveConfiguration() => throw KarstLogger.SignatureOnly.Fault;

    public static Wireless80211Configuration[] GetAllWireless80211Configurations() => throw KarstLogger.SignatureOnly.Fault;
}

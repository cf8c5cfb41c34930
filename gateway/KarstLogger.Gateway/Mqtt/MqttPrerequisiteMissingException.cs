namespace KarstLogger.Gateway.Mqtt;

/// <summary>A program or library outside .NET is not installed; the message names it and the command that installs it.</summary>
public sealed class MqttPrerequisiteMissingException(string missing)
    : Exception($"{missing} is not installed. Run ./karst setup (it installs it on a Debian-family system and says what to install elsewhere).");

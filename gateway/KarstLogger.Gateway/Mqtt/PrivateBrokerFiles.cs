using System.Diagnostics;
using System.Security.Cryptography;

namespace KarstLogger.Gateway.Mqtt;

/// <summary>PEM files of a broker with TLS.</summary>
/// <param name="CaFile">The authority that clients trust.</param>
/// <param name="CertificateFile">The broker's certificate, for the address 127.0.0.1.</param>
/// <param name="KeyFile">Its private key.</param>
public sealed record PrivateBrokerTls(string CaFile, string CertificateFile, string KeyFile);

/// <summary>The private broker's folder: passwords, access list, configuration.</summary>
internal sealed class PrivateBrokerFiles
{
    // 128 bits from the system's generator, in hexadecimal.
    private const int PasswordBytes = 16;

    private readonly Dictionary<string, string> passwords = [];
    private readonly string folder;

    public PrivateBrokerFiles(string folder, PrivateBrokerTls? tls)
    {
        this.folder = Path.GetFullPath(folder);
        Tls = tls;
        Directory.CreateDirectory(this.folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(this.folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    public PrivateBrokerTls? Tls { get; }

    public string ConfigurationFile => Path.Combine(folder, "mosquitto.conf");

    private string PasswordFile => Path.Combine(folder, "passwords");

    private string AccessFile => Path.Combine(folder, "access");

    public MqttCredentials CredentialsOf(string user) => new(user, passwords[user]);

    /// <summary>Generates the passwords and lets mosquitto_passwd hash them in their file.</summary>
    public async Task WriteAccountsAsync(string passwordProgram, IEnumerable<string> loggerIds)
    {
        foreach (string user in loggerIds.Prepend(PrivateBroker.GatewayUser))
            passwords[user] = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(PasswordBytes));
        WritePrivate(PasswordFile, passwords.Select(account => $"{account.Key}:{account.Value}"));
        using Process hash = Process.Start(new ProcessStartInfo(passwordProgram, ["-U", PasswordFile]) { RedirectStandardError = true })!;
        string complaint = await hash.StandardError.ReadToEndAsync();
        await hash.WaitForExitAsync();
        if (hash.ExitCode != 0)
            throw new IOException($"mosquitto_passwd -U failed: {complaint.Trim()}");
        WritePrivate(AccessFile,
        [
            "pattern write karst/v1/%u/up/#",
            "pattern read karst/v1/%u/down/#",
            $"user {PrivateBroker.GatewayUser}",
            "topic readwrite karst/v1/#",
        ]);
    }

    /// <summary>Writes mosquitto.conf for this port.</summary>
    public void WriteConfiguration(int port)
    {
        List<string> lines =
        [
            $"listener {port} 127.0.0.1",
            "allow_anonymous false",
            $"password_file {PasswordFile}",
            $"acl_file {AccessFile}",
            "persistence true",
            $"persistence_location {folder}/",
            "autosave_interval 1", // seconds: what a kill -9 may cost the broker; our own acknowledgement covers it
            $"message_size_limit {MqttLimits.PayloadBytes}",
            $"max_queued_messages {MqttLimits.BrokerQueuedMessages}",
            "set_tcp_nodelay true",
            $"user {Environment.UserName}", // started as root it would else change to a user who may not read this folder
            "log_dest stderr",
            "log_type error",
            "log_type warning",
            "log_type notice",
            "log_type information",
            "connection_messages false",
        ];
        if (Tls is not null)
            lines.AddRange([$"certfile {Tls.CertificateFile}", $"keyfile {Tls.KeyFile}"]);
        WritePrivate(ConfigurationFile, lines);
    }

    private static void WritePrivate(string file, IEnumerable<string> lines)
    {
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using StreamWriter writer = new(file, options);
        foreach (string line in lines)
            writer.WriteLine(line);
    }
}

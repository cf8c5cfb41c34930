using System.Diagnostics;
using KarstLogger.TestSupport;

namespace KarstLogger.Gateway.Tests.Deploy;

/// <summary>Runs programs as a service manager or a person at the shell does.</summary>
internal static class Programs
{
    public static string DeployFolder { get; } = Path.Combine(ReferenceFiles.ProjectRoot, "gateway", "deploy");

    /// <summary>The gateway's program beside the tests.</summary>
    public static string Gateway { get; } = Path.Combine(AppContext.BaseDirectory, "karst-gateway.dll");

    public static string Dotnet { get; } = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : Environment.ProcessPath!;

    /// <summary>Exit code, standard output, standard error.</summary>
    public static async Task<(int Code, string Output, string Errors)> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PATH"] = $"{Path.GetDirectoryName(Dotnet)}:{start.Environment["PATH"]}";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await errors);
    }
}

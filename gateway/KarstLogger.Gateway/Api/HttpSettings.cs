using System.Globalization;
using System.Net;
using KarstLogger.Gateway.Cli;

namespace KarstLogger.Gateway.Api;

/// <summary>Where the gateway answers HTTP, and to whom.</summary>
/// <param name="Address">Address that it listens on.</param>
/// <param name="Port">Port; 0 = a free one.</param>
/// <param name="ReadingIsOpen">True: everyone who reaches it may read. Entering always needs an account.</param>
/// <param name="Hosts">Host names that requests may carry; empty = loopback names on loopback, any elsewhere.</param>
/// <param name="DemoControls">Where a demo's boxes take faults; absent outside a demo.</param>
public sealed record HttpSettings(IPAddress Address, int Port, bool ReadingIsOpen, IReadOnlyList<string> Hosts, Uri? DemoControls)
{
    /// <summary>Reads the options of <c>karst run</c>; null for <c>--http none</c>.</summary>
    /// <exception cref="BadInputException">The address is none, or reading is neither open nor closed.</exception>
    public static HttpSettings? Parse(string http, string? reading, IReadOnlyList<string> hosts, string? demoControls)
    {
        if (http == "none")
            return null;
        int colon = http.LastIndexOf(':');
        string host = colon > 0 ? http[..colon].Trim('[', ']') : "";
        IPAddress? address = host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(host, out IPAddress? parsed) ? parsed : null;
        if (address is null || !int.TryParse(http[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out int port) || port > 65535)
            throw new BadInputException($"--http '{http}': the form is address:port (port 0 to 65535; 0 takes a free one) or none.");
        if (reading is not (null or "open" or "closed"))
            throw new BadInputException($"--reading '{reading}': permitted: open, closed.");
        Uri? controls = null;
        if (demoControls is not null && !(Uri.TryCreate(demoControls, UriKind.Absolute, out controls) && controls.IsLoopback))
            throw new BadInputException($"--demo-controls '{demoControls}': permitted: an address on this machine, such as http://127.0.0.1:9000.");
        return new HttpSettings(address, port, reading is null ? IPAddress.IsLoopback(address) : reading == "open", hosts, controls);
    }

    /// <summary>Host names that are answered. On loopback only loopback names, so that a page on the net cannot point its own name here (DNS rebinding).</summary>
    public IReadOnlyList<string> AnsweredHosts => Hosts.Count > 0 ? Hosts : IPAddress.IsLoopback(Address) ? ["localhost", "127.0.0.1", "[::1]"] : ["*"];
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KarstLogger.Gateway.Mqtt;

namespace KarstLogger.Gateway.Tests.Mqtt;

/// <summary>A certificate authority and a broker certificate for 127.0.0.1, made for one test.</summary>
internal static class TestCertificates
{
    // Certificates must be valid on the day of the test, and the TLS libraries look at the system's clock: so do we.
    private static readonly DateTimeOffset From = TimeProvider.System.GetUtcNow().AddDays(-1);

    public static PrivateBrokerTls Write(string folder)
    {
        using X509Certificate2 authority = Authority("karst test authority");
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        SubjectAlternativeNameBuilder names = new();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using X509Certificate2 broker = request.Create(authority, From, From.AddDays(10), [1, 2, 3, 4]);
        return new(
            WriteFile(folder, "ca.pem", authority.ExportCertificatePem()),
            WriteFile(folder, "broker.pem", broker.ExportCertificatePem()),
            WriteFile(folder, "broker.key", key.ExportPkcs8PrivateKeyPem()));
    }

    /// <summary>Another authority, which did not sign the broker's certificate.</summary>
    public static string WriteStranger(string folder)
    {
        using X509Certificate2 stranger = Authority("a stranger");
        return WriteFile(folder, "stranger.pem", stranger.ExportCertificatePem());
    }

    private static X509Certificate2 Authority(string name)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = new($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(From, From.AddDays(20));
    }

    private static string WriteFile(string folder, string name, string text)
    {
        string file = Path.Combine(folder, name);
        File.WriteAllText(file, text);
        return file;
    }
}

using System.Security.Cryptography;
using System.Text;

namespace KarstLogger.Gateway.Accounts;

/// <summary>Codes, session names and tokens: 256 random bits, of which the store keeps only the hash. Such a hash needs no salt and no stretching: nobody can guess 256 bits.</summary>
public static class Secrets
{
    /// <summary>A new secret, 43 characters of base64url.</summary>
    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>What the store keeps of it.</summary>
    public static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

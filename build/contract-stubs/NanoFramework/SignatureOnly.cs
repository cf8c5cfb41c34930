namespace KarstLogger;

internal static class SignatureOnly
{
    public static System.NotSupportedException Fault => new("This assembly holds nanoFramework's signatures only; the device brings the libraries.");
}

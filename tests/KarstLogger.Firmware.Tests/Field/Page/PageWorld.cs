using System.Text;
using KarstLogger.Firmware.Core.Field;
using KarstLogger.Firmware.Core.Field.Page;

namespace KarstLogger.Firmware.Tests.Field.Page;

/// <summary>A page in front of a desk that writes down what it was asked, without sockets.</summary>
internal sealed class PageWorld
{
    public const string Pin = "4711";

    public PageWorld(string pin = Pin, Func<string, string>? desk = null)
    {
        Page = new FieldPage("192.168.4.1", line =>
        {
            Asked.Add(line);
            return desk is null ? "{\"ok\":true}" : desk(line);
        }, FieldDesk.Writes, () => HasFile ? new TextBody("<!DOCTYPE html><p>页面") : null!, new PinGate(pin));
    }

    public List<string> Asked { get; } = [];

    public FieldPage Page { get; }

    public bool HasFile { get; set; } = true;

    public long NowMs { get; set; } = 1000;

    public static string Get(string target, string host = "192.168.4.1") => $"GET {target} HTTP/1.1\r\nHost: {host}\r\nUser-Agent: phone\r\n\r\n";

    public static string Post(string target, string form, string? pin) =>
        $"POST {target} HTTP/1.1\r\nHost: 192.168.4.1\r\n{(pin is null ? "" : $"X-Pin: {pin}\r\n")}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {Encoding.UTF8.GetByteCount(form)}\r\n\r\n{form}";

    public string Send(string request) => Send(Encoding.UTF8.GetBytes(request));

    /// <summary>The whole answer to bytes that come one by one, as text; empty where the request is not whole.</summary>
    public string Send(byte[] request, int pieces = 1)
    {
        PageConversation conversation = new(Page);
        bool isReady = false;
        foreach (byte[] piece in request.Chunk(pieces))
            isReady = conversation.Take(piece, piece.Length, NowMs);
        return isReady ? Answer(conversation) : "";
    }

    public static string Answer(PageConversation conversation)
    {
        using MemoryStream answer = new();
        byte[] buffer = new byte[100];
        for (int count; (count = conversation.Next(buffer)) > 0;)
            answer.Write(buffer, 0, count);
        conversation.Close();
        return Encoding.UTF8.GetString(answer.ToArray());
    }

    public static int StatusOf(string answer) => answer.Length == 0 ? 0 : int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);

    public static string BodyOf(string answer) => answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
}

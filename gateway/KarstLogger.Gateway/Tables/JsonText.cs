using System.Text;
using System.Text.Json;

namespace KarstLogger.Gateway.Tables;

/// <summary>A JSON text made by a writer.</summary>
internal static class JsonText
{
    /// <summary>The text, indented.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        using MemoryStream bytes = new();
        using (Utf8JsonWriter json = new(bytes, new JsonWriterOptions { Indented = true }))
            write(json);
        return Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
    }
}

using System.Text.Json;

namespace HistoryImport.WhatsApp.Tests.Events;

/// <summary>One event as a gateway sends it.</summary>
/// <param name="Event">Its name.</param>
/// <param name="Says">What it says, in words for a reader.</param>
/// <param name="Payload">An example, as JSON.</param>
sealed record EventExample(string Event, string Says, string Payload)
{
    /// <summary>Reads the examples of a gateway: one a line.</summary>
    public static EventExample[] ReadAll(string path) => [.. File.ReadLines(path).Select(Parse)];

    static EventExample Parse(string line)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement example = document.RootElement;
        return new EventExample(example.GetProperty("event").GetString()!, example.GetProperty("says").GetString()!, example.GetProperty("payload").GetRawText());
    }
}

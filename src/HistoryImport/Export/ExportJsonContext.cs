using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HistoryImport;

[JsonSerializable(typeof(ExportedMessage))]
[JsonSerializable(typeof(ExportedName))]
sealed partial class ExportJsonContext : JsonSerializerContext
{
    // Emoji and names stay legible; the output is JSON for tools, not part of a web page.
    public static ExportJsonContext Readable { get; } =
        new(new JsonSerializerOptions
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
}

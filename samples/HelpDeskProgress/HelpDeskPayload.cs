using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace HistoryImport.Samples;

/// <summary>What today's front ends listen for: <c>{"action":"update","status":…}</c> or <c>{"action":"refresh"}</c>.</summary>
sealed record HelpDeskPayload(
    [property: JsonPropertyName("action")] string Action,
    [property: JsonPropertyName("status")] HelpDeskStatus? Status = null)
{
    // Texts as JSON.stringify writes them: accents and quotes are not escaped. It goes into a socket, not into a page.
    static readonly HelpDeskJson _json = new(new JsonSerializerOptions
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    });

    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, _json.HelpDeskPayload);
}

/// <summary>How far an import is, in the members the front ends read; absent is <c>undefined</c> to them.</summary>
sealed record HelpDeskStatus(
    [property: JsonPropertyName("this")] long This,
    [property: JsonPropertyName("all")] long All,
    [property: JsonPropertyName("state")] string? State = null,
    [property: JsonPropertyName("date")] string? Date = null);

[JsonSerializable(typeof(HelpDeskPayload))]
sealed partial class HelpDeskJson : JsonSerializerContext;

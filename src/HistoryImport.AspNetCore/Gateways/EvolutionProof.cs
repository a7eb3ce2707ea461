using System.Buffers;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace HistoryImport.AspNetCore;

/// <summary>The key that Evolution API shows: a header <c>apikey</c>, or else the property of that name in the body.</summary>
static class EvolutionProof
{
    const string Name = "apikey";

    public static bool IsShown(string key, HttpRequest request, ReceivedBody body) =>
        request.Headers.TryGetValue(Name, out var shown) ? SecretText.IsSame(key, shown.ToString())
        : Find(body.Content) is { } told && SecretText.IsSame(key, told);

    // Without taking the rest apart: a body may hold media.
    static string? Find(ReadOnlySequence<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = 256 });
        string? found = null;
        try
        {
            while (reader.Read())
            {
                if (reader.CurrentDepth == 1 && reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(Name))
                {
                    reader.Read();
                    if (found is not null || reader.TokenType != JsonTokenType.String)
                    {
                        return null;
                    }

                    found = reader.GetString();
                }
            }
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or no text: then no key either.
            return null;
        }

        return found;
    }
}

using System.Text.Json;
using Google.Protobuf;
using HistoryImport.WhatsApp;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.Benchmarks;

/// <summary>Decoding, and the limit beside which it is measured: no more than the format's own parser over the same bytes.</summary>
static class DecodingWork
{
    static readonly MessageParser<HistorySync> _discarding = HistorySync.Parser.WithDiscardUnknownFields(true);
    static readonly HistoryDecoder _decoder = new();

    public static int Parse(byte[] protobuf) => HistorySync.Parser.ParseFrom(protobuf).Conversations.Count;

    /// <summary>The same without keeping what the schema does not name, which is what a message is copied with.</summary>
    public static int ParseDiscarding(byte[] protobuf) => _discarding.ParseFrom(protobuf).Conversations.Count;

    public static int Walk(byte[] json)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { AllowMultipleValues = true, MaxDepth = 256 });
        int tokens = 0;
        while (reader.Read())
        {
            tokens++;
        }

        return tokens;
    }

    /// <summary>Decodes and drops every part as it comes, as an import does, by a decoder that has decoded before.</summary>
    public static async Task<int> DecodeAsync(byte[] payload)
    {
        int messages = 0;
        await foreach (HistorySet part in _decoder.DecodeAsync(new MemoryStream(payload)))
        {
            messages += part.Messages.Count;
        }

        return messages;
    }

    /// <summary>Decodes and keeps every message, by a decoder that has no buffers yet.</summary>
    public static async Task<List<HistoryMessage>> KeepAsync(byte[] payload)
    {
        var kept = new List<HistoryMessage>();
        await foreach (HistorySet part in new HistoryDecoder().DecodeAsync(new MemoryStream(payload)))
        {
            kept.AddRange(part.Messages);
        }

        return kept;
    }
}

using System.Text.Json;
using Google.Protobuf;
using HistoryImport.WhatsApp;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.Benchmarks;

/// <summary>Decoding, and the limit beside which it is measured: no more than the format's own parser over the same bytes.</summary>
static class DecodingWork
{
    static readonly MessageParser<HistorySync> _discarding = HistorySync.Parser.WithDiscardUnknownFields(true);

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

    /// <summary>Decodes and drops every part as it comes, as an import does.</summary>
    public static async Task<int> DecodeAsync(byte[] payload)
    {
        int messages = 0;
        await foreach (HistorySet part in new HistoryDecoder().DecodeAsync(new MemoryStream(payload)))
        {
            messages += part.Messages.Count;
        }

        return messages;
    }

    public static async Task<(List<HistoryMessage> Messages, int Problems)> KeepAsync(byte[] payload)
    {
        var kept = new List<HistoryMessage>();
        int problems = 0;
        await foreach (HistorySet part in new HistoryDecoder().DecodeAsync(new MemoryStream(payload)))
        {
            kept.AddRange(part.Messages);
            problems += part.Problems.Count;
        }

        return (kept, problems);
    }
}

using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Google.Protobuf;
using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp.Tests;

/// <summary>Decodes in one line, and makes payloads.</summary>
static class Decode
{
    public static HistoryDecoderOptions Small => new() { MaxMessageBytes = 4096, MaxJsonDepth = 32, PartSize = 10, MaxInflatedBytes = 64 * 1024 };

    public static async Task<List<HistorySet>> AllAsync(byte[] payload, HistoryDecoderOptions? options = null) =>
        await AllAsync(new MemoryStream(payload), options);

    public static async Task<List<HistorySet>> AllAsync(Stream payload, HistoryDecoderOptions? options = null)
    {
        var parts = new List<HistorySet>();
        await foreach (HistorySet part in new HistoryDecoder(options).DecodeAsync(payload))
        {
            parts.Add(part);
        }

        return parts;
    }

    /// <summary>Decodes as far as it goes.</summary>
    public static async Task<(List<HistorySet> Parts, HistoryFormatException? Failure)> TryAllAsync(byte[] payload, HistoryDecoderOptions? options = null)
    {
        var parts = new List<HistorySet>();
        try
        {
            await foreach (HistorySet part in new HistoryDecoder(options).DecodeAsync(new MemoryStream(payload)))
            {
                parts.Add(part);
            }

            return (parts, null);
        }
        catch (HistoryFormatException failure)
        {
            return (parts, failure);
        }
    }

    public static Task<List<HistorySet>> JsonAsync(string json, HistoryDecoderOptions? options = null) => AllAsync(Encoding.UTF8.GetBytes(json), options);

    public static async Task<List<HistoryMessage>> JsonMessagesAsync(string json, HistoryDecoderOptions? options = null) =>
        Messages(await JsonAsync(json, options));

    public static Task<List<HistorySet>> ProtobufAsync(HistorySync set, HistoryDecoderOptions? options = null) => AllAsync(set.ToByteArray(), options);

    public static async Task<HistoryMessage> ProtobufMessageAsync(WebMessageInfo message) =>
        Assert.Single(Messages(await ProtobufAsync(SetOf(message))));

    /// <summary>Decodes the inside of a message from protobuf and checks that its JSON reads alike.</summary>
    public static async Task<HistoryMessage> BothAsync(Message message)
    {
        var info = new WebMessageInfo { Key = new Wire.MessageKey { RemoteJid = "1@s.whatsapp.net", Id = "A" }, Message = message, MessageTimestamp = 1700000000 };
        HistoryMessage fromProtobuf = await ProtobufMessageAsync(info);
        string json = $"[{JsonFormatter.Default.Format(info)}]";
        HistoryMessage fromJson = Assert.Single(await JsonMessagesAsync(json));
        Assert.Equal(fromProtobuf.Noise, fromJson.Noise);
        Assert.Equal(fromProtobuf.Amendment, fromJson.Amendment);
        Assert.Equal(fromProtobuf.Content?.Kind, fromJson.Content?.Kind);
        Assert.Equal(fromProtobuf.Content?.Body, fromJson.Content?.Body);
        Assert.Equivalent(fromProtobuf.Content?.Media, fromJson.Content?.Media, strict: true);
        return fromProtobuf;
    }

    public static HistorySync SetOf(params WebMessageInfo[] messages)
    {
        var conversation = new Conversation { Id = "1@s.whatsapp.net" };
        conversation.Messages.AddRange(messages.Select(message => new HistorySyncMsg { Message = message }));
        return new HistorySync { SyncType = 3, Conversations = { conversation } };
    }

    public static WebMessageInfo Text(string id, string text) =>
        new() { Key = new Wire.MessageKey { RemoteJid = "1@s.whatsapp.net", Id = id }, Message = new Message { Conversation = text } };

    public static List<HistoryMessage> Messages(IEnumerable<HistorySet> parts) => [.. parts.SelectMany(part => part.Messages)];

    public static List<DecodeProblem> Problems(IEnumerable<HistorySet> parts) => [.. parts.SelectMany(part => part.Problems)];

    public static byte[] Zlib(byte[] data)
    {
        using var zipped = new MemoryStream();
        using (var deflater = new ZLibStream(zipped, CompressionLevel.Optimal, leaveOpen: true))
        {
            deflater.Write(data);
        }

        return zipped.ToArray();
    }

    /// <summary>The 32-bit sum at the end of a zlib blob.</summary>
    public static uint ChecksumOf(byte[] zlib) => BinaryPrimitives.ReadUInt32BigEndian(zlib.AsSpan(zlib.Length - 4));
}

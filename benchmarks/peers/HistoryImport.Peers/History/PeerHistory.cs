using System.Text;
using System.Text.Json;
using HistoryImport.Benchmarks;

namespace HistoryImport.Peers;

/// <summary>One history for all: as decoded messages, as rows, and as files of rows for those who live in another process.</summary>
sealed class PeerHistory
{
    static readonly JsonSerializerOptions _json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    readonly string _folder;

    PeerHistory(string folder, HistoryMessage[] messages, string[] chats, Row[] rows) =>
        (_folder, Messages, Chats, Rows) = (folder, messages, chats, rows);

    public HistoryMessage[] Messages { get; }

    /// <summary>Gets the chats; the number of each is its place, from 1 on.</summary>
    public string[] Chats { get; }

    public Row[] Rows { get; }

    public static PeerHistory Create(string folder, int count)
    {
        HistoryMessage[] messages = DecodedHistory.Create(count);
        string[] chats = [.. messages.Select(message => message.RemoteJid!).Distinct()];
        Dictionary<string, long> numbers = chats.Index().ToDictionary(chat => chat.Item, chat => chat.Index + 1L);
        return new PeerHistory(folder, messages, chats, [.. messages.Select(message => ToRow(message, numbers[message.RemoteJid!]))]);
    }

    /// <summary>Gets the history of the first so many messages.</summary>
    public PeerHistory Take(int count) => new(_folder, Messages[..count], [.. Messages[..count].Select(message => message.RemoteJid!).Distinct()], Rows[..count]);

    /// <summary>Writes one JSON object a line.</summary>
    public string WriteJson() => Write("json", row => JsonSerializer.Serialize(row, _json));

    /// <summary>Writes what COPY reads.</summary>
    public string WriteCopy() => Write("copy", row => string.Join('\t',
        row.ChatId, row.Id, Flag(row.FromMe), row.Sender, row.Timestamp, row.Status, Flag(row.Revoked), Hex(row.Version), row.Kind, row.PushName ?? @"\N",
        row.WireChat, @"\N", @"\N", @"\N", row.Body, @"\N", Hex(row.Raw!), Hex(row.Digest)));

    static Row ToRow(HistoryMessage message, long chat) => new()
    {
        ChatId = chat,
        Id = message.Id!,
        FromMe = message.FromMe,
        Sender = message.Participant ?? "",
        Timestamp = message.Timestamp,
        Status = (short)message.Status!.Value,
        Version = ContentVersion.Of(message.Content).ToBytes(),
        Kind = "text",
        PushName = message.PushName,
        WireChat = message.RemoteJid,
        Body = message.Content!.Body,
        Raw = message.Content.Raw.ToArray(),
        Digest = MessageDigest.Of(DecodedHistory.ToUpsert(message)).ToBytes(),
    };

    static string Flag(bool value) => value ? "t" : "f";

    // A backslash of the value is two in the file.
    static string Hex(byte[] bytes) => @"\\x" + Convert.ToHexStringLower(bytes);

    string Write(string extension, Func<Row, string> format)
    {
        string file = Path.Combine(_folder, $"rows-{Rows.Length}.{extension}");
        if (!File.Exists(file))
        {
            using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };
            foreach (Row row in Rows)
            {
                writer.WriteLine(format(row));
            }
        }

        return file;
    }
}

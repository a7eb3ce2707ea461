using System.Globalization;
using System.Text.Json;
using HistoryImport.Testing.Xunit;

namespace HistoryImport.Tests.Shared;

/// <summary>Reads every register of the tables that both databases have, past the packages. <c>{s}.</c> stands for the schema.</summary>
static class StoredRows
{
    const string Messages = """
        SELECT chat_id, id, from_me, sender, tenant, connections.name, jid, timestamp, kind, COALESCE(edit_body, body), status, push_name, wire_chat, revoked,
          edit_time, edit_envelope, media, raw, wire_id, wire_live, media_id, body
        FROM {s}.messages JOIN {s}.chats USING(chat_id) JOIN {s}.connections USING(connection_id)
        """;

    const string Reactions = "SELECT chat_id, id, target, target_sender, reactor_from_me, reactor, emoji FROM {s}.reactions";

    const int EitherDirection = 2;

    public static StoredRow[] Read(Func<string, List<object[]>> query)
    {
        ILookup<(long, string), object[]> reactions = query(Reactions).ToLookup(row => (Number(row[0]), (string)row[1]));
        return [.. query(Messages).Select(row => Row(row, reactions[(Number(row[0]), (string)row[1])]))];
    }

    static StoredRow Row(object[] row, IEnumerable<object[]> reactionsOfId) => new()
    {
        Connection = new ConnectionKey((string)row[4], (string)row[5]),
        Key = new MessageKey(Jid.Parse((string)row[6]), (string)row[3] == "" ? default : Jid.Parse((string)row[3]), Number(row[2]) == 1, (string)row[1]),
        Timestamp = NumberOrNull(row[7]),
        Kind = (string)row[8],
        Body = (string)row[9],
        Status = (MessageStatus?)NumberOrNull(row[10]),
        PushName = row[11] as string,
        WireChat = row[12] as string,
        IsRevoked = Number(row[13]) == 1,
        EditTime = NumberOrNull(row[14]),
        EditEnvelope = row[15] as string,
        Media = row[16] is string media ? JsonSerializer.Deserialize<MediaDescriptor>(media, JsonSerializerOptions.Web) : null,
        Raw = RestoredRaw.Of(row[17], (string)row[21], row[16]),
        WireId = row[18] is string wireId ? new MessageWireId(wireId, Number(row[19]) == 1) : null,
        MediaId = row[20] as string,
        Reactions = StoredRow.Describe(reactionsOfId
            .Where(reaction => Number(reaction[2]) == EitherDirection || Number(reaction[2]) == Number(row[2]) && (string)reaction[3] == (string)row[3])
            .Select(reaction => ((string)reaction[6], Number(reaction[4]) == 1, (string?)reaction[5]))),
    };

    static long Number(object value) => Convert.ToInt64(value, CultureInfo.InvariantCulture);

    static long? NumberOrNull(object value) => value is DBNull ? null : Number(value);
}

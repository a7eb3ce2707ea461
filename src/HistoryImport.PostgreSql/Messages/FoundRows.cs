using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>The answer to a question: one row of columns.</summary>
/// <remarks>An answer of thousands of rows would arrive in pieces, and waking up for each costs the client more than reading it.</remarks>
static class FoundRows
{
    public const string Columns = """
        array_send(array_agg(item::integer)),
        convert_to(string_agg(id, E'\x01'), 'UTF8'),
        array_send(array_agg(from_me)),
        convert_to(string_agg(sender, E'\x01'), 'UTF8'),
        string_agg(version, ''),
        array_send(array_agg(timestamp)),
        array_send(array_agg(status)),
        array_send(array_agg(push_name)),
        array_send(array_agg(revoked)),
        convert_to(string_agg(coalesce(wire_chat, ''), E'\x01'), 'UTF8')
        """;

    public static void Read(NpgsqlDataReader answer, WantedRows wanted, List<ExistingMessage> found)
    {
        if (answer.IsDBNull(0))
        {
            return;
        }

        using var chats = new ArrayColumn(answer, 0);
        using var ids = new JoinedColumn(answer, 1);
        using var fromMe = new ArrayColumn(answer, 2);
        using var senders = new JoinedColumn(answer, 3);
        ReadOnlySpan<byte> versions = answer.GetFieldValue<byte[]>(4);
        using var timestamps = new ArrayColumn(answer, 5);
        using var statuses = new ArrayColumn(answer, 6);
        using var pushNames = new ArrayColumn(answer, 7);
        using var revoked = new ArrayColumn(answer, 8);
        using var wireChats = new JoinedColumn(answer, 9);
        ReadOnlySpan<AnswerColumn> columns = [chats, ids, fromMe, senders, timestamps, statuses, pushNames, revoked, wireChats];
        for (int i = 0; i < chats.Count; i++)
        {
            foreach (AnswerColumn column in columns)
            {
                column.Next();
            }

            if (wanted.Found(chats.Int32 - 1, ids, fromMe.Boolean, senders) is { } place)
            {
                MessageUpsert item = wanted.Items[place];
                found.Add(new ExistingMessage
                {
                    Item = place,
                    Version = ContentVersion.FromBytes(versions.Slice(i * ContentVersion.Length, ContentVersion.Length)),
                    Timestamp = timestamps.NullableInt64,
                    Status = (MessageStatus?)statuses.NullableInt16,
                    PushName = pushNames.NullableText(likely: item.PushName),
                    IsRevoked = revoked.Boolean,
                    WireChat = wireChats.Bytes.IsEmpty ? null : wireChats.NullableText(likely: item.WireChat),
                });
            }
        }

        // What is not found here is found when it is written.
        if (!(ids.IsAtEnd && senders.IsAtEnd && wireChats.IsAtEnd))
        {
            found.Clear();
        }
    }
}

using Npgsql;

namespace HistoryImport.Samples;

/// <summary>Answers what is there already, and what is oldest.</summary>
sealed class WhaticketReader(NpgsqlConnection database, WhaticketConnection connection)
{
    public async Task<IReadOnlyList<ExistingMessage>> FindAsync(IReadOnlyList<MessageUpsert> items, CancellationToken cancellationToken)
    {
        using NpgsqlCommand find = Command(
            WhaticketSql.Find,
            items.Select(item => item.Key.Chat.Value).ToArray(), items.Select(item => item.Key.Id).ToArray(),
            items.Select(item => item.Key.FromMe).ToArray(), items.Select(item => item.Key.Sender.Value).ToArray());
        return await ListAsync(
            find,
            row => new ExistingMessage
            {
                Item = (int)row.GetInt64(0),
                Version = ContentVersion.FromBytes(row.GetFieldValue<byte[]>(1)),
                Timestamp = row.IsDBNull(2) ? null : row.GetInt64(2),
                Status = row.IsDBNull(3) ? null : (MessageStatus)row.GetInt32(3),
                PushName = row.IsDBNull(4) ? null : row.GetString(4),
                WireChat = row.IsDBNull(5) ? null : row.GetString(5),
                IsRevoked = row.GetBoolean(6),
                IsDeleted = row.GetBoolean(7),
            },
            cancellationToken).ConfigureAwait(false);
    }

    public async Task<IReadOnlyList<MessageAnchor>> OldestAsync(IReadOnlyCollection<Jid> chats, int count, CancellationToken cancellationToken)
    {
        using NpgsqlCommand oldest = Command(
            WhaticketSql.Oldest, chats.Select(chat => chat.Value).ToArray(), chats.Select(WhaticketPerson.Number).ToArray(), count);
        return await ListAsync(
            oldest, row => new MessageAnchor(row.GetString(0), row.GetString(1), row.GetBoolean(2), row.GetInt64(3)), cancellationToken).ConfigureAwait(false);
    }

    NpgsqlCommand Command(string sql, params object[] parameters)
    {
        var command = new NpgsqlCommand(sql, database);
        foreach (object parameter in (object[])[connection.CompanyId, connection.WhatsappId, .. parameters])
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return command;
    }

    static async Task<List<T>> ListAsync<T>(NpgsqlCommand command, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        NpgsqlDataReader reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            var list = new List<T>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                list.Add(read(reader));
            }

            return list;
        }
    }
}

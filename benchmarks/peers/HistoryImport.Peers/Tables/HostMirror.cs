using Microsoft.Data.Sqlite;
using Npgsql;
using NpgsqlTypes;

namespace HistoryImport.Peers;

/// <summary>One row of a host beside each of ours, by as few statements as the database takes.</summary>
sealed class HostMirror : IHistoryProjection<NpgsqlConnection>, IHistoryProjection<SqliteConnection>
{
    public const string Table = """
        CREATE TABLE host_mirror(
          chat text NOT NULL, id text NOT NULL, from_me boolean NOT NULL, sender text NOT NULL, body text NOT NULL, status integer, sent_at bigint,
          PRIMARY KEY(chat, id, from_me, sender))
        """;

    const string Put = "INSERT INTO host_mirror(chat, id, from_me, sender, body, status, sent_at)";

    const string OnConflict = "ON CONFLICT(chat, id, from_me, sender) DO UPDATE SET body = excluded.body, status = excluded.status, sent_at = excluded.sent_at";

    public async ValueTask ApplyAsync(HistoryChanges changes, NpgsqlConnection target, CancellationToken cancellationToken = default)
    {
        MessageUpsert[] states = States(changes);
        await using NpgsqlCommand command = target.CreateCommand();
        command.CommandText = $"{Put} SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7) {OnConflict}";
        Add(states.Select(state => state.Key.Chat.Value).ToArray(), NpgsqlDbType.Text);
        Add(states.Select(state => state.Key.Id).ToArray(), NpgsqlDbType.Text);
        Add(states.Select(state => state.Key.FromMe).ToArray(), NpgsqlDbType.Boolean);
        Add(states.Select(state => state.Key.Sender.Value).ToArray(), NpgsqlDbType.Text);
        Add(states.Select(state => state.Body).ToArray(), NpgsqlDbType.Text);
        Add(states.Select(state => (int?)state.Status).ToArray(), NpgsqlDbType.Integer);
        Add(states.Select(state => state.Timestamp).ToArray(), NpgsqlDbType.Bigint);
        await command.ExecuteNonQueryAsync(cancellationToken);

        void Add(Array values, NpgsqlDbType type) => command.Parameters.Add(new() { Value = values, NpgsqlDbType = type | NpgsqlDbType.Array });
    }

    public ValueTask ApplyAsync(HistoryChanges changes, SqliteConnection target, CancellationToken cancellationToken = default)
    {
        using SqliteCommand command = target.CreateCommand();
        command.CommandText = $"{Put} VALUES($1, $2, $3, $4, $5, $6, $7) {OnConflict}";
        SqliteParameter[] parameters = [.. Enumerable.Range(1, 7).Select(i => command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" }))];
        foreach (MessageUpsert state in States(changes))
        {
            object?[] values = [state.Key.Chat.Value, state.Key.Id, state.Key.FromMe, state.Key.Sender.Value, state.Body, (int?)state.Status, state.Timestamp];
            for (int i = 0; i < values.Length; i++)
            {
                parameters[i].Value = values[i] ?? DBNull.Value;
            }

            command.ExecuteNonQuery();
        }

        return ValueTask.CompletedTask;
    }

    static MessageUpsert[] States(HistoryChanges changes) => [.. changes.Messages.Select(change => change.State!).DistinctBy(state => state.Key)];
}

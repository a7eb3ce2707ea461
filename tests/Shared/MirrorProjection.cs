using System.Data.Common;
using System.Text.Json;

namespace HistoryImport.Tests.Shared;

/// <summary>Keeps beside the library's rows what it is told of them: one class for both databases.</summary>
/// <param name="schema">What stands before the names of its tables.</param>
/// <param name="makesTables">Whether it makes them itself.</param>
sealed class MirrorProjection(string schema = "", bool makesTables = false) : IHistoryProjection<DbConnection>
{
    public List<HistoryChanges> Told { get; } = [];

    /// <summary>Gets what is to be done before anything is written, in the same transaction.</summary>
    public Func<DbConnection, HistoryChanges, ValueTask>? First { get; init; }

    /// <summary>Gets what a command needs before it runs.</summary>
    public Action<DbCommand> Prepare { get; init; } = _ => { };

    public string Tables => $"""
        CREATE TABLE IF NOT EXISTS {schema}mirror(
          line text NOT NULL, chat text NOT NULL, id text NOT NULL, from_me boolean NOT NULL, sender text NOT NULL, said text NOT NULL,
          PRIMARY KEY(line, chat, id, from_me, sender));
        CREATE TABLE IF NOT EXISTS {schema}mirror_names(line text NOT NULL, jid text NOT NULL, names text NOT NULL, PRIMARY KEY(line, jid));
        """;

    public async ValueTask ApplyAsync(HistoryChanges changes, DbConnection target, CancellationToken cancellationToken = default)
    {
        Told.Add(changes);
        if (makesTables)
        {
            await RunAsync(target, Tables);
        }

        if (First is not null)
        {
            await First(target, changes);
        }

        string line = changes.Connection.ToString();
        foreach (MessageChange change in changes.Messages)
        {
            if (change.Before is { } before)
            {
                await RemoveAsync(target, line, before);
            }

            if (change.State is null)
            {
                await RemoveAsync(target, line, change.Key);
                continue;
            }

            await RunAsync(
                target,
                $"""
                INSERT INTO {schema}mirror(line, chat, id, from_me, sender, said) VALUES(@line, @chat, @id, @from_me, @sender, @said)
                ON CONFLICT(line, chat, id, from_me, sender) DO UPDATE SET said = excluded.said
                """,
                [("line", line), .. Key(change.Key), ("said", Said(ExportedMessage.Of(changes.Connection, change.State), change.State.Content!.Raw.Length))]);
        }

        foreach (KnownNames names in changes.Names)
        {
            await RunAsync(target, $"DELETE FROM {schema}mirror_names WHERE line = @line AND jid = @jid", ("line", line), ("jid", names.Jid.Value));
            if (names.Best is not null)
            {
                await RunAsync(
                    target, $"INSERT INTO {schema}mirror_names(line, jid, names) VALUES(@line, @jid, @names)",
                    ("line", line), ("jid", names.Jid.Value), ("names", $"{names.Chat}|{names.Contact}|{names.Push}"));
            }
        }
    }

    /// <summary>Gets a row as it has to stand there.</summary>
    public static string Said(ExportedMessage message, long raw) => $"{JsonSerializer.Serialize(message, ExportedMessage.JsonTypeInfo)} {raw}";

    static (string, object)[] Key(MessageKey key) =>
        [("chat", key.Chat.Value), ("id", key.Id), ("from_me", key.FromMe), ("sender", key.Sender.Value)];

    ValueTask RemoveAsync(DbConnection target, string line, MessageKey key) => RunAsync(
        target, $"DELETE FROM {schema}mirror WHERE line = @line AND chat = @chat AND id = @id AND from_me = @from_me AND sender = @sender", [("line", line), .. Key(key)]);

    async ValueTask RunAsync(DbConnection target, string sql, params (string Name, object Value)[] values)
    {
        await using DbCommand command = target.CreateCommand();
        Prepare(command);

        // The name of a schema of a test, never data.
#pragma warning disable CA2100
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach ((string name, object value) in values)
        {
            DbParameter parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync();
    }
}

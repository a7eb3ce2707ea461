using System.Data.Common;

namespace HistoryImport.EntityFrameworkCore.Tests.Samples;

// What follows stands in docs/own-store.md, word by word.
public sealed class ShopMirror : IHistoryProjection<DbConnection>
{
    const string Put = """
        INSERT INTO shop_messages(line, chat, sender, from_me, id, body) VALUES(@line, @chat, @sender, @from_me, @id, @body)
        ON CONFLICT(line, chat, sender, from_me, id) DO UPDATE SET body = excluded.body
        """;

    const string Delete = "DELETE FROM shop_messages WHERE line = @line AND chat = @chat AND sender = @sender AND from_me = @from_me AND id = @id";

    public async ValueTask ApplyAsync(HistoryChanges changes, DbConnection connection, CancellationToken cancellationToken = default)
    {
        foreach (MessageChange change in changes.Messages)
        {
            if (change.Before is { } before)
                await RunAsync(Delete, before, "");
            await RunAsync(change.State is null ? Delete : Put, change.Key, change.State?.Body ?? "");
        }

        async Task RunAsync(string sql, MessageKey key, string body)
        {
            await using DbCommand command = connection.CreateCommand(); // in the transaction already: it needs none
            command.CommandText = sql;
            foreach ((string name, object value) in new (string, object)[]
            {
                ("line", $"{changes.Connection}"), ("chat", key.Chat.Value), ("sender", key.Sender.Value), ("from_me", key.FromMe), ("id", key.Id), ("body", body),
            })
            {
                DbParameter parameter = command.CreateParameter();
                (parameter.ParameterName, parameter.Value) = (name, value);
                command.Parameters.Add(parameter);
            }

            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

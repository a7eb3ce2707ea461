namespace HistoryImport.PostgreSql;

/// <summary>Takes what erased messages asked for out of the media ledger, inside the transaction that erases them and has the connection alone.</summary>
static class MediaEraser
{
    public static async ValueTask EraseAsync(DbSession session, long connection, ErasureOrder order, CancellationToken cancellationToken)
    {
        string?[] chats = [.. order.Chats.Select(chat => (string?)chat.Value)];
        string?[] persons = [.. order.Persons.Select(person => (string?)person.Value)];
        int forgotten = await session.Get(MediaSql.Forget).Add(connection).Add(order.IsWhole).Add(order.OlderThan).Add(chats).Add(persons).Add(order.MediaKeysOlderThan)
            .ExecuteAsync(cancellationToken).ConfigureAwait(false);
        if (chats.Length > 0)
        {
            await session.Get(MediaSql.ForgetAsked).Add(connection).Add(chats).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }

        if (forgotten > 0)
        {
            await session.Get(MediaSql.RemoveUnasked).Add(connection).ExecuteAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}

namespace HistoryImport.EntityFrameworkCore;

/// <summary>Writes reactions inside a transaction.</summary>
sealed class ReactionWriter(Session session)
{
    const string KeyColumns = "chat_id, id, target, target_sender, reactor_from_me, reactor";

    static readonly Column<PlacedReaction>[] _columns =
    [
        .. Key<PlacedReaction>(one => one.Place, one => one.Reaction.FromMe, one => one.Reaction.Sender),
        new("emoji", ColumnType.Text, one => one.Reaction.Emoji), new("time", ColumnType.Number, one => one.Reaction.TimestampMs),
    ];

    static readonly Column<(ReactionPlace Place, bool FromMe, Jid Sender)>[] _key =
        Key<(ReactionPlace Place, bool FromMe, Jid Sender)>(one => one.Place, one => one.FromMe, one => one.Sender);

    public async Task PutAsync(IReadOnlyList<PlacedReaction> reactions)
    {
        if (reactions.Count == 0)
        {
            return;
        }

        CommandText command = session.NewCommand();
        string given = session.Dialect.Rows(command, "given", reactions, _columns);
        await session.ExecuteAsync(
            $"""
            INSERT INTO {session.Tables.Reactions}({KeyColumns}, emoji, time) SELECT {KeyColumns}, emoji, time FROM {given} WHERE true
            ON CONFLICT({KeyColumns}) DO UPDATE SET emoji = excluded.emoji, time = excluded.time
            """,
            command).ConfigureAwait(false);
    }

    public async Task DeleteAsync(IReadOnlyList<(ReactionPlace Place, bool FromMe, Jid Sender)> reactions)
    {
        if (reactions.Count == 0)
        {
            return;
        }

        CommandText command = session.NewCommand();
        string gone = session.Dialect.Rows(command, "gone", reactions, _key);
        await session.ExecuteAsync(
            $"DELETE FROM {session.Tables.Reactions} WHERE ({KeyColumns}) IN (SELECT {KeyColumns} FROM {gone})", command).ConfigureAwait(false);
    }

    static Column<T>[] Key<T>(Func<T, ReactionPlace> place, Func<T, bool> fromMe, Func<T, Jid> sender) =>
    [
        new("chat_id", ColumnType.Number, one => place(one).Chat), new("id", ColumnType.Text, one => place(one).Id),
        new("target", ColumnType.Number, one => (long)place(one).Target.Direction), new("target_sender", ColumnType.Text, one => place(one).Target.Sender),
        new("reactor_from_me", ColumnType.Flag, one => fromMe(one)), new("reactor", ColumnType.Text, one => sender(one).Value),
    ];
}

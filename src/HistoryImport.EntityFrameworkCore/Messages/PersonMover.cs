namespace HistoryImport.EntityFrameworkCore;

/// <summary>Gives the rows and reactions of a book to whom their senders and reactors turned out to be.</summary>
sealed class PersonMover(IReadOnlyCollection<JidJoin> joins)
{
    readonly Dictionary<Jid, JidJoin> _joins = joins.ToDictionary(join => join.From);

    public void Move(MessageBook book)
    {
        foreach (BookRow row in book.Rows.Where(row => _joins.ContainsKey(row.Key.Sender)).ToList())
        {
            book.Move(row, row.Place with { Key = JoinedKey.Of(row.Key, _joins[row.Key.Sender]) });
        }

        foreach (ReactionPlace place in book.Reactions.Places.Where(place => IsMoved(book, place)).ToList())
        {
            book.Reactions.Move(place, place with { Target = Moved(place.Target) }, Moved);
        }
    }

    bool IsMoved(MessageBook book, ReactionPlace place) =>
        _joins.ContainsKey(JidColumn.Read(place.Target.Sender)) || book.Reactions.Of(place).Any(reaction => _joins.ContainsKey(reaction.Sender));

    ReactionTarget Moved(ReactionTarget target) => !_joins.TryGetValue(JidColumn.Read(target.Sender), out JidJoin join)
        ? target
        : join.IsOwn ? new ReactionTarget(1, "") : target with { Sender = join.To.Value };

    MessageReaction Moved(MessageReaction reaction) => !_joins.TryGetValue(reaction.Sender, out JidJoin join)
        ? reaction
        : join.IsOwn ? reaction with { FromMe = true, Sender = default } : reaction with { Sender = join.To };
}

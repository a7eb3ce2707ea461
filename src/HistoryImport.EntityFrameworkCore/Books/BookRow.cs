namespace HistoryImport.EntityFrameworkCore;

/// <summary>A row while a transaction works on it. Its reactions lie in <see cref="ReactionBook"/>.</summary>
sealed class BookRow(RowPlace place, MessageUpsert state)
{
    public RowPlace Place { get; private set; } = place;

    public MessageKey Key => Place.Key;

    /// <summary>Gets all that is known of the message, but for reactions.</summary>
    public MessageUpsert State { get; private set; } = state with { Key = place.Key, Reactions = [] };

    public byte[]? Digest { get; set; }

    /// <summary>Gets whether the host wrote the message itself.</summary>
    public bool IsOwn { get; set; }

    public RowFate Fate { get; set; }

    /// <summary>Gets whether a report has told more than was known.</summary>
    public bool IsRaised { get; private set; }

    /// <summary>Gets where it lay when the transaction began, if that was elsewhere.</summary>
    public RowPlace? Before { get; private set; }

    /// <summary>Gets the row it was merged into.</summary>
    public BookRow? MergedInto { get; private set; }

    /// <summary>Merges what a report says, but for its reactions.</summary>
    /// <returns>Whether anything rose.</returns>
    public bool Merge(MessageUpsert report)
    {
        MessageUpsert merged = MessageMerge.Merge(State, report with { Key = Key, MatchesEitherDirection = false, IsFollowUp = false, Reactions = [] });
        if (IsOwn)
        {
            // Of its own rows the host knows best when they were sent and by whom.
            merged = merged with { Timestamp = State.Timestamp ?? merged.Timestamp, PushName = State.PushName ?? merged.PushName };
        }

        // Content changes where its version does.
        if (merged with { Content = null, Reactions = [] } == State with { Content = null, Reactions = [] })
        {
            return false;
        }

        State = merged with { Reactions = [] };
        Change();
        return true;
    }

    /// <summary>Merges another row, which goes.</summary>
    public void TakeIn(BookRow other)
    {
        Merge(other.State);
        if (other.IsOwn && !IsOwn)
        {
            State = State with { Timestamp = other.State.Timestamp ?? State.Timestamp, PushName = other.State.PushName ?? State.PushName };
            IsOwn = true;
            Change();
        }

        other.Fate = RowFate.Gone;
        other.MergedInto = this;
    }

    /// <summary>Moves it to a place where none is.</summary>
    public void Move(RowPlace to)
    {
        if (to.Key.Sender != Key.Sender)
        {
            // The digest was made with the old one.
            Digest = null;
        }

        Before ??= Place;
        Place = to;
        State = State with { Key = to.Key };
    }

    void Change() => (IsRaised, Fate) = (true, Fate == RowFate.Kept ? RowFate.Updated : Fate);
}

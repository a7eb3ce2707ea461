namespace HistoryImport.PostgreSql;

/// <summary>Writes one batch inside a transaction.</summary>
sealed class BatchWriter(
    DbSession session, BatchKeys keys, BatchOrder order, MessageBatch batch, bool[] expected, ChangeJournal? journal, CancellationToken cancellationToken)
{
    // What no statement changes says so already.
    readonly UpsertOutcome[] _outcomes = [.. Enumerable.Repeat(UpsertOutcome.Duplicate, batch.Items.Count)];

    /// <summary>Gets whether any item with content met a row that was not expected.</summary>
    public bool MetRows { get; private set; }

    /// <summary>Gets what became of each item.</summary>
    public UpsertOutcome[] Outcomes => _outcomes;

    /// <summary>Gets chat and id of rows that were changed by items which name no chat.</summary>
    public IReadOnlyList<(Jid Chat, string Id)> Found { get; private set; } = [];

    public async ValueTask WriteAsync(WritePath path)
    {
        List<MessageRow> contents = order.Rows(keys, onlyAmends: false);
        using (var media = new MediaColumn())
        {
            MetRows = await new ContentWriter(session, media, new RawColumn(), expected, _outcomes, cancellationToken).WriteAsync(contents, path).ConfigureAwait(false);
        }

        // Afterwards: what an amendment changes may be in this very batch.
        List<MessageRow> amended = [];
        if (contents.Count < batch.Items.Count)
        {
            foreach (int item in Enumerable.Range(0, batch.Items.Count).Where(i => batch.Items[i].OnlyAmends))
            {
                _outcomes[item] = UpsertOutcome.Missing;
            }

            List<MessageRow> amending = order.Rows(keys, onlyAmends: true);
            amended = await new AmendmentWriter(session, _outcomes, cancellationToken).WriteAsync(amending).ConfigureAwait(false);
            using var media = new MediaColumn();
            var followUps = new FollowUpWriter(session, keys.Connection, media, new RawColumn(), _outcomes, cancellationToken);
            await followUps.WriteAsync(batch.Items, amended).ConfigureAwait(false);
            Found = followUps.Found;
        }

        List<MessageRow> written = amended.Count == 0 ? contents : [.. contents, .. amended];
        MemberWriter.Write(session, keys.Connection, written);
        await new ReactionWriter(session, _outcomes, cancellationToken).WriteAsync(written).ConfigureAwait(false);
        NameWriter.Write(session, keys.Connection, batch.Names, journal);
    }
}

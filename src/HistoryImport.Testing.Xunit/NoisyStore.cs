namespace HistoryImport.Testing.Xunit;

/// <summary>Delivers what happens in between: names at any moment, and batches that are given up half way and come again.</summary>
sealed class NoisyStore(IMessageStore inner, Random random) : DelegatingMessageStore(inner)
{
    const int GivenUpOneIn = 4;

    static readonly HistoryName[] _told =
    [
        .. Enumerable.Range(1, 3).SelectMany(i => (HistoryName[])
        [
            new(Some.Number(i), NameKind.Contact, $"Contact {i}"), new(Some.Lid(i), NameKind.Push, $"Push {i}"), new(Some.Number(i), NameKind.Push, $"A push {i}"),
        ]),
        new(Some.Group, NameKind.Chat, "Group"), new(Some.Group, NameKind.Chat, "Group, renamed"),
    ];

    readonly Queue<HistoryName> _names = new(_told.OrderBy(_ => random.Next()));
    readonly Dictionary<Jid, Jid> _joined = [];

    public override async ValueTask<UpsertResult> UpsertAsync(ConnectionKey connection, MessageBatch batch, CancellationToken cancellationToken = default)
    {
        if (batch.Items.Count > 0 && random.Next(GivenUpOneIn) == 0)
        {
            using var giveUp = new CancellationTokenSource();
            var items = new TrippingList<MessageUpsert>(batch.Items, giveUp.Cancel);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Inner.UpsertAsync(connection, batch with { Items = items }, giveUp.Token));
        }

        HistoryName[] names = random.Next(3) == 0 && _names.TryDequeue(out HistoryName name) ? [Canonical(name)] : [];
        return await Inner.UpsertAsync(connection, batch with { Names = names }, cancellationToken);
    }

    public override ValueTask JoinAsync(ConnectionKey connection, IReadOnlyList<JidJoin> joins, CancellationToken cancellationToken = default)
    {
        foreach (JidJoin join in joins.Where(join => join.From != join.To))
        {
            _joined[join.From] = join.To;
        }

        return Inner.JoinAsync(connection, joins, cancellationToken);
    }

    /// <summary>Delivers what is left.</summary>
    public async Task CompleteAsync()
    {
        while (_names.TryDequeue(out HistoryName name))
        {
            await Inner.UpsertAsync(Some.Connection, new MessageBatch { Names = [Canonical(name)] });
        }
    }

    HistoryName Canonical(HistoryName name) => name with { Jid = _joined.GetValueOrDefault(name.Jid, name.Jid) };
}

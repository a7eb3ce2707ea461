using System.Runtime.InteropServices;

namespace HistoryImport.Benchmarks;

/// <summary>What somebody would write by hand: one loop that normalises, filters, folds, asks, writes and counts, batch by batch.</summary>
sealed class SequentialLoop(IMessageStore store, ConnectionKey connection, int batchSize)
{
    readonly MessageNormaliser _normaliser = CreateNormaliser(connection);
    readonly Dictionary<(MessageKey Key, bool EitherDirection), int> _slotOf = [];

    public long Inserted { get; private set; }

    public static MessageNormaliser CreateNormaliser(ConnectionKey connection)
    {
        var identities = new IdentityGraph(AliasSet.Empty);
        return new MessageNormaliser(identities, new MessageFilter(new ImportRequest { Connection = connection }, new HistoryImportOptions(), identities), new StoreCapabilities { Features = StoreFeatures.All });
    }

    public async Task RunAsync(HistoryMessage[] messages)
    {
        for (int from = 0; from < messages.Length; from += batchSize)
        {
            await WriteAsync(store, connection, Fold(messages.AsSpan(from, Math.Min(batchSize, messages.Length - from))));
        }
    }

    /// <summary>One item for each message of a batch.</summary>
    public List<MessageUpsert> Fold(ReadOnlySpan<HistoryMessage> messages)
    {
        var items = new List<MessageUpsert>(messages.Length);
        _slotOf.Clear();
        foreach (HistoryMessage message in messages)
        {
            if (_normaliser.Normalise(message) is { Kind: VerdictKind.Wanted, Item: { } item })
            {
                ref int slot = ref CollectionsMarshal.GetValueRefOrAddDefault(_slotOf, (item.Key, item.MatchesEitherDirection), out bool known);
                if (known)
                {
                    items[slot] = MessageMerge.Merge(items[slot], item);
                }
                else
                {
                    slot = items.Count;
                    items.Add(item);
                }
            }
        }

        return items;
    }

    /// <summary>Asks for what is known and writes the rest.</summary>
    public async Task WriteAsync(IMessageStore to, ConnectionKey of, List<MessageUpsert> items)
    {
        IReadOnlyList<ExistingMessage> existing = await to.FindExistingAsync(of, items);
        if (existing.Count > 0)
        {
            var isKnown = new bool[items.Count];
            foreach (ExistingMessage row in existing)
            {
                isKnown[row.Item] = row.Covers(items[row.Item]);
            }

            items = [.. items.Where((_, i) => !isKnown[i])];
        }


        UpsertResult result = await to.UpsertAsync(of, new MessageBatch { Items = items });
        Inserted += result.Outcomes.Count(outcome => outcome == UpsertOutcome.Inserted);
    }
}

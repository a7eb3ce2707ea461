using System.Data;
using System.Data.Common;

namespace HistoryImport.Relational;

/// <summary>Hands what a transaction changed to the host's projection.</summary>
/// <param name="projection">The projection.</param>
/// <param name="translate">Says in words what failed in a projection; gives the exception back where that means what it does of the library's own statements.</param>
sealed class Projector<TTarget>(IHistoryProjection<TTarget> projection, Func<object, Exception, Exception> translate)
    where TTarget : DbConnection
{
    // As much as is held at once; more than any batch, so that a batch is told at once.
    const int MostAtOnce = 10_000;

    public async ValueTask ApplyAsync(
        ChangeJournal journal, ConnectionKey connection, IStateReader states, TTarget target, CancellationToken cancellationToken)
    {
        for (int told = 0; told == 0 || told < journal.Entries.Count; told += MostAtOnce)
        {
            List<MessageChange> changes = await ReadAsync(journal, [.. journal.Entries.Skip(told).Take(MostAtOnce)], states).ConfigureAwait(false);
            Jid[] persons = [.. ChangedPersons.Of(changes).Union(told == 0 ? journal.Named : [])];
            if (persons.Length == 0)
            {
                continue;
            }

            var names = (await states.NamesAsync(persons).ConfigureAwait(false)).ToLookup(name => name.Jid);
            await ApplyAsync(
                new HistoryChanges
                {
                    Connection = connection,
                    Messages = changes,
                    Names = [.. persons.Select(jid => names[jid].Aggregate(new KnownNames(jid), (known, name) => known.With(name)))],
                },
                target,
                cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask ApplyAsync(HistoryChanges changes, TTarget target, CancellationToken cancellationToken)
    {
        try
        {
            await projection.ApplyAsync(changes, target, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (target.State == ConnectionState.Open && translate(projection, error) is var told && told != error)
        {
            throw told;
        }
    }

    static async ValueTask<List<MessageChange>> ReadAsync(ChangeJournal journal, JournalEntry[] entries, IStateReader states)
    {
        // What was only made in this transaction is known.
        var left = entries.Where(entry => entry.Kind != MessageChangeKind.Erased).Select(entry => (Entry: entry, Key: journal.Last(entry.Key))).ToList();
        (Jid, string)[] ofMessages = [.. left.Where(one => one.Entry.Kind != MessageChangeKind.Inserted || journal.Made(one.Key) is null).Select(one => (one.Key.Chat, one.Key.Id)).Distinct()];
        (Jid, string)[] ofReactions = [.. left.Select(one => (one.Key.Chat, one.Key.Id)).Distinct()];
        var (messages, reactions) = ofReactions.Length == 0
            ? ([], Enumerable.Empty<MessageReaction>().ToLookup(_ => default((Jid, string, ReactionTarget))))
            : await states.ReadAsync(ofMessages, ofReactions).ConfigureAwait(false);
        ILookup<(Jid Chat, string Id), MessageUpsert> byId = messages.ToLookup(message => (message.Key.Chat, message.Key.Id));
        var updated = new HashSet<MessageKey>();
        return [.. entries.SelectMany(Changes).Where(change => change.Kind != MessageChangeKind.Updated || journal.Made(change.Key) is null && updated.Add(change.Key))];

        IEnumerable<MessageChange> Changes(JournalEntry entry)
        {
            if (entry.Kind == MessageChangeKind.Erased)
            {
                return [new MessageChange { Kind = entry.Kind, Key = entry.Key }];
            }

            MessageKey key = journal.Last(entry.Key);
            IEnumerable<MessageUpsert> found = byId[(key.Chat, key.Id)].Where(message => entry.IsOfAll || message.Key == key);
            if (!found.Any() && entry.Kind == MessageChangeKind.Inserted)
            {
                found = [journal.Made(key)!];
            }

            return found.Select(message => new MessageChange { Kind = entry.Kind, Key = message.Key, Before = entry.Before, State = Shown(message) });
        }

        MessageUpsert Shown(MessageUpsert message) => message with
        {
            Reactions = MessageChange.Shown(reactions[(message.Key.Chat, message.Key.Id, ReactionTarget.Of(message.Key))]),
        };
    }
}

namespace HistoryImport;

/// <summary>The JIDs that a run has met. Nothing that decides where a message belongs may be asked of a JID that is not among them.</summary>
sealed class MetPersons
{
    // Spellings are looked at once as a rule; a run over more people than this looks at some again.
    const int MostSpellings = 50_000;

    readonly HashSet<Jid> _met = [];
    readonly HashSet<string> _spellings = [];
    bool _metAccount;

    /// <summary>Adds JIDs.</summary>
    /// <returns>Those that are new.</returns>
    public IReadOnlyCollection<Jid> Add(IEnumerable<Jid> jids) => [.. jids.Where(jid => !jid.IsNone && jid.Kind != JidKind.Group && _met.Add(jid))];

    /// <summary>Adds whomever a batch names.</summary>
    /// <returns>Those that are new.</returns>
    public IReadOnlyCollection<Jid> Add(CacheBatch batch, IReadOnlyCollection<Jid> account)
    {
        if (_spellings.Count > MostSpellings)
        {
            _spellings.Clear();
        }

        var named = new List<Jid>();
        foreach (CachedMessage cached in batch.Messages)
        {
            HistoryMessage message = cached.Message;
            Name(message.Chat, named);
            Name(message.Participant, named);
            Name(message.Amendment?.TargetParticipant, named);
            foreach (HistoryReaction reaction in message.Reactions)
            {
                Name(reaction.Participant, named);
            }

            if (message.DestinationJid is not null)
            {
                Name(message.DestinationJid, named);

                // Whether the chat is our own account is asked then.
                if (!_metAccount)
                {
                    _metAccount = true;
                    named.AddRange(account);
                }
            }
        }

        named.AddRange(batch.Names.Select(name => name.Name.Jid));
        return named.Count == 0 ? [] : Add(named);
    }

    void Name(string? spelling, List<Jid> named)
    {
        if (!string.IsNullOrEmpty(spelling) && _spellings.Add(spelling) && Jid.TryParse(spelling, out Jid jid))
        {
            named.Add(jid);
        }
    }
}

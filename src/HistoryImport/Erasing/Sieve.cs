using System.Collections.Concurrent;

namespace HistoryImport;

/// <summary>Keeps back what was erased of a connection, as far as it was known at one moment. Immutable but for what it remembers; thread-safe.</summary>
sealed class Sieve(long number, IReadOnlyDictionary<string, Guid> marks, MarkMaker? maker)
{
    // Of each text that was asked for, which erasure it belongs to. Cleared when full, so that memory stays flat.
    const int MaxRemembered = 20_000;

    readonly ConcurrentDictionary<(char Kind, string Text), Guid?> _known = new();

    // The mark of the key belongs to no erasure.
    readonly bool _isEmpty = maker is null || marks.Values.All(static erasure => erasure == Guid.Empty);
    readonly bool _isWhole = maker is not null && marks.ContainsKey(maker.OfConnection);

    /// <summary>Holds nothing back.</summary>
    public static Sieve None { get; } = new(0, new Dictionary<string, Guid>(), null);

    /// <summary>Gets the number of the marks it was made of.</summary>
    public long Number => number;

    /// <summary>Gets the marks, each with its erasure.</summary>
    public IReadOnlyDictionary<string, Guid> Marks => marks;

    /// <summary>Gets whether it holds nothing back.</summary>
    public bool IsEmpty => _isEmpty;

    /// <summary>Gets whether the connection as a whole was erased.</summary>
    public bool IsWhole => _isWhole;

    public Guid? ErasureOfPerson(Jid jid) => IsEmpty || jid.IsNone ? null : Find('p', jid.Value, () => maker!.OfPerson(jid));

    public Guid? ErasureOfChat(Jid jid) => IsEmpty || jid.IsNone ? null : ErasureOfPerson(jid) ?? Find('c', jid.Value, () => maker!.OfChat(jid));

    /// <summary>Looks for a message's chat, sender, target and what else it names.</summary>
    /// <returns>What may be kept of it; <see langword="null"/> if nothing.</returns>
    public HistoryMessage? Sift(HistoryMessage message)
    {
        if (IsEmpty)
        {
            return message;
        }

        if (_isWhole
            || IsChat(message.RemoteJid) || IsChat(message.RemoteJidAlt) || IsChat(message.ConversationId) || IsChat(message.DestinationJid)
            || IsPerson(message.Amendment?.TargetParticipant)
            || message.Content is { Kind: MessageKind.System } note && AddressWords.AnyInText(note.Body, IsAddress))
        {
            return null;
        }

        if (IsPerson(message.Participant) || IsPerson(message.ParticipantAlt))
        {
            return WithoutAuthor(message);
        }

        if (message.Reactions.Any(reaction => IsPerson(reaction.Participant)))
        {
            message = message with { Reactions = [.. message.Reactions.Where(reaction => !IsPerson(reaction.Participant))] };
        }

        if (IsPerson(message.ReceiptJid))
        {
            message = message with { ReceiptJid = null };
        }

        return message.Content is { Raw.IsEmpty: false } content && Names(content.Raw.Span)
            ? message with { Content = content with { Raw = default } }
            : message;
    }

    // What they took back of somebody else's stays taken back, as it does where it was imported before they were erased.
    static HistoryMessage? WithoutAuthor(HistoryMessage message) =>
        message.Amendment is { Kind: AmendmentKind.Revoke } revoke && Jid.TryParse(revoke.TargetParticipant, out _)
            ? message with { Participant = null, ParticipantAlt = null, PushName = null, ReceiptJid = null }
            : null;

    /// <summary>Leaves out of a set what was erased.</summary>
    public HistorySet Sift(HistorySet set)
    {
        if (IsEmpty)
        {
            return set;
        }

        return set with
        {
            Messages = [.. set.Messages.Select(Sift).OfType<HistoryMessage>()],
            Chats = [.. set.Chats.Where(chat => !_isWhole && !IsChat(chat.Id) && !IsChat(chat.NumberJid) && !IsChat(chat.LidJid))],
            Contacts = [.. set.Contacts.Where(contact => !_isWhole && !IsPerson(contact.Id) && !IsPerson(contact.NumberJid) && !IsPerson(contact.LidJid))],
            Claims = [.. set.Claims.Where(claim => !IsErased(claim))],
            Account = _isWhole ? [] : set.Account,
            Problems = _isWhole ? [] : set.Problems,
        };
    }

    /// <summary>Leaves out of a batch what was erased.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="dropped">The entries that are done with.</param>
    public CacheBatch Sift(CacheBatch batch, out IReadOnlyList<long> dropped)
    {
        dropped = [];
        if (IsEmpty)
        {
            return batch;
        }

        var gone = new List<long>();
        var messages = new List<CachedMessage>(batch.Messages.Count);
        foreach (CachedMessage cached in batch.Messages)
        {
            if (Sift(cached.Message) is { } message)
            {
                messages.Add(ReferenceEquals(message, cached.Message) ? cached : cached with { Message = message });
            }
            else
            {
                gone.Add(cached.EntryId);
            }
        }

        var names = new List<CachedName>(batch.Names.Count);
        foreach (CachedName cached in batch.Names)
        {
            if (IsErased(cached.Name))
            {
                gone.Add(cached.EntryId);
            }
            else
            {
                names.Add(cached);
            }
        }

        dropped = gone;
        return batch with
        {
            Messages = messages,
            Names = names,
            Claims = [.. batch.Claims.Where(claim => !IsErased(claim))],
            Account = _isWhole ? [] : batch.Account,
        };
    }

    /// <summary>Finds what claims make one with what was erased.</summary>
    public IReadOnlyList<HalfErased> FindHalfErased(IEnumerable<JidClaim> claims)
    {
        if (IsEmpty || _isWhole)
        {
            return [];
        }

        var found = new List<HalfErased>();
        foreach (JidClaim claim in claims)
        {
            HalfErased? ofPerson = Half(claim, ErasureOfPerson(claim.Lid), ErasureOfPerson(claim.Number), isPerson: true);
            if ((ofPerson ?? Half(claim, ErasureOfChat(claim.Lid), ErasureOfChat(claim.Number), isPerson: false)) is { } half)
            {
                found.Add(half);
            }
        }

        return found;
    }

    // Where both were erased, each for itself, they are lifted together from now on.
    static HalfErased? Half(JidClaim claim, Guid? ofLid, Guid? ofNumber, bool isPerson) => (ofLid, ofNumber) switch
    {
        ({ } erasure, null) => new HalfErased(claim.Number, erasure, isPerson),
        (_, { } erasure) when ofLid != erasure => new HalfErased(claim.Lid, erasure, isPerson),
        _ => null,
    };

    bool IsErased(JidClaim claim) => _isWhole || ErasureOfPerson(claim.Lid) is not null || ErasureOfPerson(claim.Number) is not null;

    bool IsErased(HistoryName name) =>
        _isWhole || (name.Kind == NameKind.Chat ? ErasureOfChat(name.Jid) : ErasureOfPerson(name.Jid)) is not null;

    bool IsChat(string? text) => text is not null && Jid.TryParse(text, out Jid jid) && ErasureOfChat(jid) is not null;

    bool IsPerson(string? text) => text is not null && Jid.TryParse(text, out Jid jid) && ErasureOfPerson(jid) is not null;

    bool Names(ReadOnlySpan<byte> payload) => AddressWords.Any(payload, IsAddress);

    bool IsAddress(string word) => Find('a', word, () => maker!.OfAddress(word)) is not null;

    Guid? Find(char kind, string text, Func<string> mark)
    {
        if (!_known.TryGetValue((kind, text), out Guid? erasure))
        {
            erasure = marks.TryGetValue(mark(), out Guid found) ? found : null;
            if (_known.Count >= MaxRemembered)
            {
                _known.Clear();
            }

            _known[(kind, text)] = erasure;
        }

        return erasure;
    }
}

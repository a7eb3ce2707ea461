namespace HistoryImport;

/// <summary>What an import reads from a cache.</summary>
public sealed record CacheQuery
{
    /// <summary>Gets the connection.</summary>
    public required ConnectionKey Connection { get; init; }

    /// <summary>Gets every JID of the wanted chats, none (the default value) among them for what names no chat; <see langword="null"/> for all
    /// chats.</summary>
    public IReadOnlyCollection<Jid>? Chats { get; init; }

    /// <summary>Gets the first wanted second, Unix, inclusive. A hint: a cache may return more. Amendments and messages without a time always belong.</summary>
    public long? Since { get; init; }

    /// <summary>Gets the last wanted second, Unix, inclusive. A hint like <see cref="Since"/>.</summary>
    public long? Until { get; init; }

    /// <summary>Gets whether groups are wanted. A hint where <see cref="Chats"/> names none: a cache may return more.</summary>
    public bool IncludeGroups { get; init; } = true;

    /// <summary>Gets whether amendments that wait for their message are wanted, or everything else.</summary>
    public bool Waiting { get; init; }

    /// <summary>Gets, of amendments that wait, those that rest so; <see langword="null"/> for all. Only a cache whose
    /// <see cref="IMessageCache.Scope"/> lets them rest is asked for some.</summary>
    public AmendmentRest? Rest { get; init; }

    /// <summary>Gets whether only what the cache keeps itself is wanted, and nothing that it reads from files or elsewhere. A cache that reads nothing
    /// from elsewhere ignores it.</summary>
    public bool IsKeptOnly { get; init; }

    /// <summary>Gets the entry behind which reading begins; 0 for the first.</summary>
    public long After { get; init; }

    /// <summary>Gets how many messages a batch holds at most.</summary>
    public int BatchSize { get; init; } = 1000;

    /// <summary>Gets about how many bytes a batch holds at most. A batch of one message may hold more.</summary>
    public int BatchBytes { get; init; } = 16 * 1024 * 1024;
}

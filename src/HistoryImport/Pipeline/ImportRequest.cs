namespace HistoryImport;

/// <summary>Says what to import.</summary>
public sealed record ImportRequest
{
    /// <summary>Gets the connection whose history is wanted.</summary>
    public required ConnectionKey Connection { get; init; }

    /// <summary>Gets the wanted chats, by any of their JIDs; empty for the whole connection.</summary>
    public IReadOnlyList<Jid> Chats { get; init; } = [];

    /// <summary>Gets the first wanted moment, inclusive; <see langword="null"/> for no bound. Windows apply to messages, not to amendments.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>Gets the last wanted moment, inclusive; <see langword="null"/> for no bound.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Gets whether groups are wanted.</summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool IncludeGroups { get; init; } = true;

    /// <summary>Gets the JIDs of the connection's own account, if the caller knows them: its number, its LID, or both.</summary>
    public IReadOnlyList<Jid> Account { get; init; } = [];

    /// <summary>Gets a sink for this run alone, besides the registered ones.</summary>
    public IProgressSink? ProgressSink { get; init; }

    /// <summary>Gets who hears of every message that is set aside, as it happens; called by one thread at a time, and must not block.</summary>
    public IProgress<ImportProblem>? Problems { get; init; }
}

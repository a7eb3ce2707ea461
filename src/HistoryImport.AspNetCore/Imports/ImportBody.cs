namespace HistoryImport.AspNetCore;

/// <summary>What a person asks to import: an <see cref="ImportRequest"/> without the connection, which stands in the address.</summary>
sealed record ImportBody
{
    public IReadOnlyList<Jid> Chats { get; init => field = value ?? []; } = [];

    public DateTimeOffset? Since { get; init; }

    public DateTimeOffset? Until { get; init; }

    public bool IncludeGroups { get; init; } = true;

    public IReadOnlyList<Jid> Account { get; init => field = value ?? []; } = [];

    public TimeSpan? QuietPeriod { get; init; }

    public bool Fetch { get; init; } = true;

    public bool FillGaps { get; init; }

    public int? EnoughMessages { get; init; }

    public bool Reopen { get; init; }

    public ImportRequest For(ConnectionKey connection)
    {
        var request = new ImportRequest
        {
            Connection = connection, Chats = Chats, Since = Since, Until = Until, IncludeGroups = IncludeGroups, Account = Account, Fetch = Fetch, FillGaps = FillGaps,
            EnoughMessages = EnoughMessages, Reopen = Reopen,
        };
        return QuietPeriod is { } quiet ? request with { QuietPeriod = quiet } : request;
    }

    public override string ToString() => nameof(ImportBody);
}

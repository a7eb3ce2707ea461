using System.Text.Json.Serialization;

namespace HistoryImport.AspNetCore;

/// <summary>What a person asks to import: an <see cref="ImportRequest"/> without the connection, which stands in the address.</summary>
/// <remarks>Set, not init: what a body leaves out would lose its default, for code that is generated sets every init property. A name
/// that is none is refused: a misspelt <c>chats</c> would ask for everything.</remarks>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
sealed record ImportBody
{
    public IReadOnlyList<Jid> Chats { get; set => field = value ?? []; } = [];

    public DateTimeOffset? Since { get; set; }

    public DateTimeOffset? Until { get; set; }

    public bool IncludeGroups { get; set; } = true;

    public IReadOnlyList<Jid> Account { get; set => field = value ?? []; } = [];

    public TimeSpan? QuietPeriod { get; set; }

    public bool Fetch { get; set; } = true;

    public bool FillGaps { get; set; }

    public int? EnoughMessages { get; set; }

    public bool Reopen { get; set; }

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

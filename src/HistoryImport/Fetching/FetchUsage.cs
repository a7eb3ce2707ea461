namespace HistoryImport;

/// <summary>How much a connection or a chat has asked, as it lies in the state store.</summary>
sealed record FetchUsage
{
    /// <summary>When the hour began that <see cref="Requests"/> counts.</summary>
    public DateTimeOffset Since { get; init; }

    public int Requests { get; init; }

    /// <summary>Requests in a row that nobody answered.</summary>
    public int Failures { get; init; }

    /// <summary>Until when nothing may be asked.</summary>
    public DateTimeOffset? CooldownUntil { get; init; }
}

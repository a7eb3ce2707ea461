namespace HistoryImport.EntityFrameworkCore;

/// <summary>A chat that has rows. Query it; the library writes it.</summary>
public sealed class StoredChat
{
    /// <summary>Gets its number in this database.</summary>
    public long ChatId { get; init; }

    /// <summary>Gets the number of its connection.</summary>
    public long ConnectionId { get; init; }

    /// <summary>Gets the canonical JID.</summary>
    public string Jid { get; init; } = "";

    /// <inheritdoc/>
    public override string ToString() => nameof(StoredChat);
}

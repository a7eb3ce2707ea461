namespace HistoryImport.Relational;

/// <summary>What has been read ahead of one chat.</summary>
/// <param name="chat">The chat; null for the whole connection.</param>
/// <param name="after">The number behind which reading begins.</param>
sealed class EntriesAhead(string? chat, long after)
{
    public string? Chat => chat;

    /// <summary>Gets the number of the last entry that was read.</summary>
    public long Last { get; private set; } = after;

    /// <summary>Gets or sets whether there is nothing behind that.</summary>
    public bool IsWhole { get; set; }

    public Queue<EntrySize> Entries { get; } = new();

    public void Add(IEnumerable<EntrySize> entries)
    {
        foreach (EntrySize entry in entries)
        {
            Entries.Enqueue(entry);
            Last = entry.Id;
        }
    }
}

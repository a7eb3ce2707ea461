namespace HistoryImport.PostgreSql;

/// <summary>What is wanted of one chat: rows of a time, as many as are worth reading, or rows with certain ids.</summary>
sealed class WantedChat(Jid chat)
{
    // Where many other rows lie between, looking up is cheaper than reading on.
    const int OthersForChat = 16;
    const int ItemsForOther = 4;

    readonly List<string> _ids = [];

    public Jid Chat => chat;

    /// <summary>Gets the earliest time; later than <see cref="Last"/> if no item has one.</summary>
    public long First { get; private set; } = long.MaxValue;

    public long Last { get; private set; } = long.MinValue;

    public long Most => _ids.Count + _ids.Count / ItemsForOther + OthersForChat;

    /// <summary>Gets the ids as one text.</summary>
    public string Ids => string.Join(JoinedColumn.Separator, _ids);

    /// <summary>Gets how many rows the server found.</summary>
    public int Seen { get; set; }

    /// <summary>Gets whether no row of that time was left out.</summary>
    public bool SawAll => Seen < Most;

    public void Add(MessageUpsert item)
    {
        _ids.Add(item.Key.Id);
        First = Math.Min(First, item.Timestamp ?? First);
        Last = Math.Max(Last, item.Timestamp ?? Last);
    }
}

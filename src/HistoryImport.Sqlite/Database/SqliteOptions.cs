namespace HistoryImport.Sqlite;

/// <summary>Where the SQLite file lies, and how it is written.</summary>
public sealed class SqliteOptions
{
    /// <summary>Gets or sets the file. It is created if absent; its folder must exist.</summary>
    /// <value>Required.</value>
    public string Path { get; set; } = "";

    /// <summary>Gets or sets whether rows too are synced to disk before an import goes on, not only what the cache receives.</summary>
    /// <remarks>Without it a power cut may take the last rows, but never their cache entries: the next run writes them again.</remarks>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool SyncRows { get; set; }

    /// <summary>Gets or sets the memory for pages of the file while writing, 1 to 4096 MiB.</summary>
    /// <value>The default value is 64 MiB.</value>
    public int PageCacheMiB { get; set; } = SqliteDefaults.PageCacheMiB;

    /// <summary>Gets or sets how long a call waits for another process that writes, 0 to 10 minutes.</summary>
    /// <value>The default value is 30 seconds.</value>
    public TimeSpan BusyTimeout { get; set; } = SqliteDefaults.BusyTimeout;

    /// <summary>Gets or sets how many bytes of messages the cache holds at most, of all connections together. When it is full,
    /// appending fails; nothing is evicted.</summary>
    /// <value>The default value is <see langword="null"/>: as much as the disk holds.</value>
    public long? MaxCachedBytes { get; set; }

    /// <summary>Gets or sets whether what is deleted is written over at once.</summary>
    /// <remarks>Writes take longer by what is deleted. It is little by little what <c>VACUUM</c> is at once, but for keys that SQLite leaves in the gaps of pages it
    /// split; the write-ahead log holds old pages until it is checkpointed with <c>TRUNCATE</c>. See docs/privacy.md.</remarks>
    /// <value>The default value is <see langword="false"/>.</value>
    public bool SecureDelete { get; set; }
}

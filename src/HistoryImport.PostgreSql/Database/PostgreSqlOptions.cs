namespace HistoryImport.PostgreSql;

/// <summary>Where the tables lie, who makes them, and how long a failing database is tried again.</summary>
public sealed class PostgreSqlOptions
{
    /// <summary>Gets or sets the schema that holds the tables: a letter or underscore, then letters, digits and underscores, 63 at most.</summary>
    /// <value>The default value is <c>history_import</c>.</value>
    public string Schema { get; set; } = PostgreSqlDefaults.Schema;

    /// <summary>Gets or sets whether the schema and its tables are made, and brought up to date, on first use.</summary>
    /// <remarks>Without it the role needs no right to create anything: run the script of <see cref="PostgreSqlSchema.GetScript"/> beforehand.</remarks>
    /// <value>The default value is <see langword="true"/>.</value>
    public bool CreateSchema { get; set; } = true;

    /// <summary>Gets or sets how often a call is tried again after a failure that may pass by itself, 0 to 100: a lost connection, a server
    /// that restarts, a deadlock.</summary>
    /// <value>The default value is 10 times, which with the default delays is about half a minute.</value>
    public int MaxRetries { get; set; } = PostgreSqlDefaults.MaxRetries;

    /// <summary>Gets or sets the delay before the first repetition; it doubles from one to the next, with jitter.</summary>
    /// <value>The default value is 200 milliseconds.</value>
    public TimeSpan RetryDelay { get; set; } = PostgreSqlDefaults.RetryDelay;

    /// <summary>Gets or sets the longest delay between two repetitions, at most 5 minutes.</summary>
    /// <value>The default value is 5 seconds.</value>
    public TimeSpan MaxRetryDelay { get; set; } = PostgreSqlDefaults.MaxRetryDelay;

    /// <summary>Gets or sets how many bytes of messages the cache holds at most, of all connections together and as they lie on disk.
    /// When it is full, appending fails; nothing is evicted.</summary>
    /// <remarks>Each append sees what is committed and itself: those of several connections at one moment may pass the limit together.
    /// As long as the table is smaller than the limit, an append costs one look at its size; beyond, it adds up what is in it.</remarks>
    /// <value>The default value is <see langword="null"/>: as much as the disk holds.</value>
    public long? MaxCachedBytes { get; set; }
}

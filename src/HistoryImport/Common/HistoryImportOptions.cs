namespace HistoryImport;

/// <summary>How imports run.</summary>
public sealed class HistoryImportOptions
{
    /// <summary>Gets or sets how many messages one batch, and so one transaction, holds at most.</summary>
    /// <value>1 to 10 000. The default, <see langword="null"/>, is what the store prefers, else 1 000.</value>
    public int? BatchSize { get; set; }

    /// <summary>Gets or sets about how many bytes of messages one batch holds at most.</summary>
    /// <value>64 KiB to 256 MiB. The default is 16 MiB.</value>
    public int BatchBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Gets or sets how many batches of one import are written at once. Memory and connections to the database grow with it.</summary>
    /// <value>1 to 8. The default, <see langword="null"/>, is what the store prefers.</value>
    public int? Writers { get; set; }

    /// <summary>Gets or sets how many batches wait between two loops at most. Memory grows with it.</summary>
    /// <value>1 to 16. The default is 1.</value>
    public int ChannelCapacity { get; set; } = 1;

    /// <summary>Gets or sets whether missed and scheduled calls, and changes of groups and numbers, become rows.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool IncludeSystemNotes { get; set; }

    /// <summary>Gets or sets how long a message stays in the cache if no import asks for it.</summary>
    /// <remarks>An import looks for what has been there longer, at most once a minute for each connection.</remarks>
    /// <value>At least one hour. The default is 90 days.</value>
    public TimeSpan CacheRetention { get; set; } = TimeSpan.FromDays(90);

    /// <summary>Gets or sets whether the payload of each message is kept as it came, in the cache and beside its row.</summary>
    /// <remarks>Without it, what a later version of this library would read better than this one stays as it was read: kinds that are unsupported now, and
    /// fields that have no column. Media can still be fetched: its key has a place of its own.</remarks>
    /// <value>The default is <see langword="true"/>.</value>
    public bool KeepRaw { get; set; } = true;

    /// <summary>Gets or sets whether the key that decrypts a message's media is kept, in the cache and in its row.</summary>
    /// <remarks>Without it the media can never be read, by nobody. The payload holds keys as well: <see cref="KeepRaw"/> has to be
    /// <see langword="false"/>, too. <see cref="IHistoryEraser.RemoveMediaKeysAsync"/> removes keys later.</remarks>
    /// <value>The default is <see langword="true"/>.</value>
    public bool KeepMediaKeys { get; set; } = true;

    /// <summary>Gets or sets how old a message may be that becomes a row. Older ones are left out, and removed from the cache.</summary>
    /// <remarks>It keeps out what would come back: rows that grow older are removed by <see cref="IHistoryEraser.RemoveOlderAsync"/>, as often as the host
    /// calls it. Messages without a time have no age.</remarks>
    /// <value>At least one day. The default, <see langword="null"/>, is any age.</value>
    public TimeSpan? RowRetention { get; set; }

    /// <summary>Gets or sets how many messages of one connection the in-memory cache holds before it drops the oldest.</summary>
    /// <value>At least 1. The default is 100 000.</value>
    public int InMemoryCacheCapacity { get; set; } = 100_000;

    /// <summary>Gets or sets about how many acknowledgements of one connection wait for their message. Beyond it the oldest are dropped, and counted.</summary>
    /// <value>1 to 100 000 000. The default is 1 000 000, a sixteenth more at times. Of one message the furthest waits, in each direction.
    /// Imports that go through to their end look after it, if something began to wait in them.</value>
    public long MaxWaitingStatuses { get; set; } = 1_000_000;

    /// <summary>Gets or sets how long a finished import waits for its progress sinks.</summary>
    /// <value>0 to 5 minutes. The default is 5 seconds.</value>
    public TimeSpan ProgressDrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Gets or sets how many problems a result names.</summary>
    /// <value>0 to 10 000. The default is 100.</value>
    public int MaxProblems { get; set; } = 100;

    /// <summary>Gets or sets how long an import of a whole connection goes on while history keeps arriving. Then it ends with what it has, and the next one goes on.</summary>
    /// <value>1 minute to 7 days. The default is 1 hour.</value>
    public TimeSpan LongestWait { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Gets or sets how long an import is kept for an instance that no longer renews its claim to it.</summary>
    /// <value>1 second to 1 hour. The default is 1 minute. It is renewed three times as often.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets how long an answer of the phone is waited for.</summary>
    /// <value>1 second to 10 minutes. The default is 30 seconds; WhatsApp's web client waits 10.</value>
    public TimeSpan FetchTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Gets or sets how many requests in a row may go unanswered, or bring nothing older, before an import gives up.</summary>
    /// <value>1 to 10. The default is 3.</value>
    public int FetchAttempts { get; set; } = 3;

    /// <summary>Gets or sets how many requests in a row may go unanswered before a chat, or a connection, asks no more for a while.</summary>
    /// <value>1 to 1 000. The default is 10, as in WhatsApp's web client.</value>
    public int FetchFailureLimit { get; set; } = 10;

    /// <summary>Gets or sets how long that while is.</summary>
    /// <value>1 second to 7 days. The default is 2 hours, as in WhatsApp's web client.</value>
    public TimeSpan FetchCooldown { get; set; } = TimeSpan.FromHours(2);

    /// <summary>Gets or sets how many requests a connection sends within an hour at most.</summary>
    /// <value>1 to 100 000. The default is 600, for 30 000 messages.</value>
    public int FetchesPerHour { get; set; } = 600;

    /// <summary>Gets or sets how many requests a connection sends within an hour about one chat at most.</summary>
    /// <value>1 to 100 000. The default is 200, for 10 000 messages.</value>
    public int FetchesPerChatPerHour { get; set; } = 200;

    /// <summary>Gets or sets the unit of the time in a request to the phone.</summary>
    /// <value>The default is seconds, which is what phones answer to.</value>
    public AnchorTimeUnit AnchorTimeUnit { get; set; }
}

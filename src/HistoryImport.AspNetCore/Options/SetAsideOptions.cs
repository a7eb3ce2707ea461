namespace HistoryImport.AspNetCore;

/// <summary>How much is kept, of each connection, of what cannot be read. What finds no room is not acknowledged.</summary>
public sealed class SetAsideOptions
{
    /// <summary>The greatest <see cref="MaxCount"/>.</summary>
    public const int MaxCountLimit = 250;

    /// <summary>Gets or sets how many deliveries are kept.</summary>
    /// <value>1 to <see cref="MaxCountLimit"/>. The default is 100.</value>
    public int MaxCount { get; set; } = 100;

    /// <summary>Gets or sets how many bytes they have together.</summary>
    /// <value>1 MiB to 16 GiB. The default is 256 MiB.</value>
    public long MaxBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>Gets or sets how long one is kept.</summary>
    /// <value>1 hour to 365 days. The default is 30 days.</value>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(30);
}

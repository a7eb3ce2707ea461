namespace HistoryImport.AspNetCore;

/// <summary>Who may deliver as a bridge: whoever signs with the key of the connection, or shows its token.</summary>
/// <remarks>A secret opens the connection it was given for, and no other. It has 32 characters or more; a shorter one counts as none, and is logged.</remarks>
public sealed class BridgeOptions
{
    /// <summary>The fewest characters that a secret has.</summary>
    public const int MinSecretLength = 32;

    /// <summary>Gets or sets what tells the key by which deliveries of a connection are signed; it answers <see langword="null"/> for a connection that has none.</summary>
    public Func<ConnectionKey, CancellationToken, ValueTask<string?>>? DeliveryKey { get; set; }

    /// <summary>Gets or sets what tells the token (<c>Authorization: Bearer</c>) for deliveries of a connection, for bridges that cannot sign; it answers
    /// <see langword="null"/> for a connection that has none.</summary>
    /// <remarks>A token is shown to whoever reads the traffic, and can be used again: only with TLS.</remarks>
    public Func<ConnectionKey, CancellationToken, ValueTask<string?>>? DeliveryToken { get; set; }

    internal bool IsDecided => DeliveryKey is not null || DeliveryToken is not null;
}

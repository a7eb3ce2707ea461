namespace HistoryImport.AspNetCore;

/// <summary>Who may deliver as a gateway: whoever holds the key of the connection.</summary>
/// <remarks>A key opens the connection it was given for, and no other. It has <see cref="BridgeOptions.MinSecretLength"/> characters or more; a shorter one counts as none, and is logged.</remarks>
public sealed class GatewayOptions
{
    /// <summary>Gets or sets what tells the key that Evolution API shows with webhooks of a connection: the token of the instance, which is <c>apikey</c> in the
    /// body, or a header <c>apikey</c> of your own among the webhook's headers; it answers <see langword="null"/> for a connection that has none.</summary>
    public Func<ConnectionKey, CancellationToken, ValueTask<string?>>? EvolutionKey { get; set; }

    /// <summary>Gets or sets what tells the key (<c>hmac.key</c>) by which WAHA signs webhooks of a connection; it answers <see langword="null"/> for a
    /// connection that has none.</summary>
    public Func<ConnectionKey, CancellationToken, ValueTask<string?>>? WahaKey { get; set; }

    internal bool IsDecided => EvolutionKey is not null || WahaKey is not null;
}

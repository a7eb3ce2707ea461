namespace HistoryImport.AspNetCore;

/// <summary>Where the bridges are that ask the phones, and how they know this host.</summary>
/// <remarks>Delegates are called for each request to a phone, and get the token that ends it.</remarks>
public sealed class BridgeFetcherOptions
{
    /// <summary>Gets or sets what tells where the door of a connection's bridge is, such as <c>https://bridge.example/</c>; it answers
    /// <see langword="null"/> for a connection that has none.</summary>
    public Func<ConnectionKey, CancellationToken, ValueTask<Uri?>>? Door { get; set; }

    /// <summary>Gets or sets what tells the key by which requests for a connection are signed (<c>keys.fromHost</c> of the bridge); another one than that of
    /// deliveries, with <see cref="BridgeOptions.MinSecretLength"/> characters or more.</summary>
    public Func<ConnectionKey, CancellationToken, ValueTask<string?>>? Key { get; set; }

    /// <summary>Gets or sets how long the door may take to answer. It answers when the request is sent, not when the phone has answered.</summary>
    /// <value>1 second to 2 minutes. The default is 10 seconds.</value>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);
}

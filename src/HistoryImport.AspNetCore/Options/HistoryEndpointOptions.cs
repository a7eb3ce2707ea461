namespace HistoryImport.AspNetCore;

/// <summary>Which endpoints <c>MapHistoryImport</c> makes, who may use them, and how much they take.</summary>
/// <remarks>A part is there once its authentication is decided; without any the host does not start. Delegates are called for each request, at the same time
/// for many, and get the token that ends it. What they need is injected as into all options: <c>services.AddOptions&lt;HistoryEndpointOptions&gt;().Configure&lt;T&gt;(…)</c>.</remarks>
public sealed class HistoryEndpointOptions
{
    /// <summary>Gets who may deliver as a bridge.</summary>
    public BridgeOptions Bridge { get; } = new();

    /// <summary>Gets who may deliver as the official business platform.</summary>
    public OfficialOptions Official { get; } = new();

    /// <summary>Gets who may deliver as Evolution API or WAHA.</summary>
    public GatewayOptions Gateways { get; } = new();

    /// <summary>Gets who may use imports, and how many run.</summary>
    public ImportsOptions Imports { get; } = new();

    /// <summary>Gets how much is kept of what cannot be read.</summary>
    public SetAsideOptions SetAside { get; } = new();

    /// <summary>Gets or sets how large a body may be.</summary>
    /// <value>1 KiB to 1 GiB. The default is 32 MiB; a history set of 100 000 messages has about 20 MB as WhatsApp sends it.</value>
    public long MaxBodyBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>Gets or sets how much of all bodies together may be in memory. Who comes then is asked to wait.</summary>
    /// <value>At least <see cref="MaxBodyBytes"/>. The default is 128 MiB.</value>
    public long MaxBufferedBytes { get; set; } = 128 * 1024 * 1024;

    /// <summary>Gets or sets how long a body may take to arrive.</summary>
    /// <value>1 second to 1 hour. The default is 100 seconds.</value>
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromSeconds(100);
}

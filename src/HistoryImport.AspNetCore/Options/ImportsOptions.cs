using System.Security.Claims;

namespace HistoryImport.AspNetCore;

/// <summary>Who may start, follow and cancel imports, and how many run.</summary>
public sealed class ImportsOptions
{
    /// <summary>Gets or sets what tells whether a person may use the imports of a connection. Whoever asks is authenticated before; it says whether the
    /// connection is one of theirs.</summary>
    public Func<ClaimsPrincipal, ConnectionKey, CancellationToken, ValueTask<bool>>? MayUse { get; set; }

    /// <summary>Gets or sets the authorization policy that has to be met besides; <see langword="null"/> for the application's default policy.</summary>
    public string? Policy { get; set; }

    /// <summary>Gets or sets how many imports of one connection may wait, the one that runs included.</summary>
    /// <value>1 to 1 000. The default is 50. Of one connection one import runs at a time.</value>
    public int MaxQueued { get; set; } = 50;

    /// <summary>Gets or sets how many imports run in this process at a time.</summary>
    /// <value>1 to 64. The default is 2.</value>
    public int MaxParallel { get; set; } = 2;

    internal bool IsDecided => MayUse is not null;
}

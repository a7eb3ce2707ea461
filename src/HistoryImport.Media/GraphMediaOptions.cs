namespace HistoryImport.Media;

/// <summary>How the official business platform is asked for media.</summary>
public sealed class GraphMediaOptions
{
    /// <summary>Gets or sets what gives the token of a connection, anew each time; <see langword="null"/> or an empty one if there is none now.</summary>
    public Func<ConnectionKey, CancellationToken, ValueTask<string?>>? Token { get; set; }

    /// <summary>Gets or sets the version of the API.</summary>
    /// <value>The letter v, a number, a dot and a number. The default is v23.0.</value>
    public string Version { get; set; } = "v23.0";
}

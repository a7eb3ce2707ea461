namespace HistoryImport.Samples;

/// <summary>A WhatsApp number of the desk, and the secrets it shares with its bridge. They live as long as the process: so does the phone.</summary>
public sealed record Line(ConnectionKey Key, string Title, string KeyToHost, string KeyFromHost)
{
    /// <summary>Gets where the bridge can be asked for older messages, once it is there.</summary>
    public Uri? Door { get; set; }

    /// <summary>Gets what the socket says of its connection.</summary>
    public string Connection { get; set; } = "none";

    public override string ToString() => Title;
}

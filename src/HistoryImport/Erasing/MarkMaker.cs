namespace HistoryImport;

/// <summary>Makes the marks of one connection. A mark of one connection says nothing on another. Thread-safe.</summary>
sealed class MarkMaker(ErasureKey key, ConnectionKey connection)
{
    /// <summary>Gets the mark by which a key is recognised as the one that made the others.</summary>
    public string OfKey => Mark("key", "");

    /// <summary>Gets the mark of the connection as a whole.</summary>
    public string OfConnection => Mark("connection", "");

    public string OfPerson(Jid jid) => Mark("person", jid.Value);

    public string OfChat(Jid jid) => Mark("chat", jid.Value);

    /// <summary>Gets the mark of an address as it stands in payloads.</summary>
    public string OfAddress(string address) => Mark("address", address);

    // No name holds a control character, so no two texts read alike.
    string Mark(string kind, string text) => key.MarkOf($"{kind}\n{connection.Tenant}\n{connection.Name}\n{text}");
}

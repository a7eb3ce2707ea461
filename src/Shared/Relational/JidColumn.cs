namespace HistoryImport.Relational;

/// <summary>A JID as a column holds it.</summary>
static class JidColumn
{
    /// <summary>Reads it; none if it is empty, or no JID.</summary>
    public static Jid Read(string text) => Jid.TryParse(text, out Jid jid) ? jid : default;
}

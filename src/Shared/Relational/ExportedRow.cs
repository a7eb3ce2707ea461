namespace HistoryImport.Relational;

/// <summary>A chat whose rows are exported.</summary>
/// <param name="Number">Its number in the database.</param>
/// <param name="Jid">Its JID.</param>
/// <param name="IsGroup">Whether it is a group.</param>
readonly record struct ExportedChat(long Number, string Jid, bool IsGroup)
{
    public static ExportedChat Of(long number, string jid) => new(number, jid, HistoryImport.Jid.TryParse(jid, out Jid parsed) && parsed.Kind == JidKind.Group);
}

/// <summary>What the columns of a row mean to whoever exports it.</summary>
static class ExportedRow
{
    public static string? Status(long? column) => column is { } status ? ((MessageStatus)status).ToName() : null;

    /// <summary>Gets whom a column names in which none is empty.</summary>
    public static string? Person(string column) => column.Length == 0 ? null : column;
}

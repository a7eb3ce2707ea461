namespace HistoryImport.WhatsApp;

/// <summary>The text breaks JSON's grammar. It ends the line where every line is a document, else the whole.</summary>
sealed class JsonFault(long position, string reason, bool isBehindLineBreak) : Exception(reason)
{
    public long Position => position;

    /// <summary>Whether what is at fault stands first on its line.</summary>
    public bool IsBehindLineBreak => isBehindLineBreak;
}

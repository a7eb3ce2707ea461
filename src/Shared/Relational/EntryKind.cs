namespace HistoryImport.Relational;

/// <summary>What an entry of the cache is: a message, or a name of some kind.</summary>
static class EntryKind
{
    public const short Message = 0;

    public static short Of(NameKind kind) => (short)(1 + (int)kind);

    public static NameKind NameKindOf(long entryKind) => (NameKind)(entryKind - 1);
}

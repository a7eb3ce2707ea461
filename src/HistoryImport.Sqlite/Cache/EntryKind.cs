namespace HistoryImport.Sqlite;

/// <summary>What an entry of the cache is: a message, or a name of some kind.</summary>
static class EntryKind
{
    public const long Message = 0;

    public static long Of(NameKind kind) => 1 + (long)kind;

    public static NameKind NameKindOf(long entryKind) => (NameKind)(entryKind - 1);
}

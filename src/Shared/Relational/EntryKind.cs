namespace HistoryImport.Relational;

/// <summary>What an entry of the cache is: a message, a name of some kind, or a problem.</summary>
static class EntryKind
{
    public const short Message = 0;
    public const short Problem = -1;

    public static short Of(NameKind kind) => (short)(1 + (int)kind);

    public static NameKind NameKindOf(long entryKind) => (NameKind)(entryKind - 1);
}

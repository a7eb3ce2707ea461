namespace HistoryImport.Sqlite;

/// <summary>When a commit is on the disk.</summary>
enum Durability
{
    /// <summary>At the next checkpoint; a crash of the process loses nothing, a power cut the last commits, never a part of one.</summary>
    Normal,

    /// <summary>When the commit returns.</summary>
    Full,
}

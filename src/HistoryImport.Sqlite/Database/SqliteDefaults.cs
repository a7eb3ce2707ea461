namespace HistoryImport.Sqlite;

static class SqliteDefaults
{
    public const int PageCacheMiB = 64;
    public const int MaxCacheSizeMiB = 4096;

    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(30);
    public static readonly TimeSpan MaxBusyTimeout = TimeSpan.FromMinutes(10);
}

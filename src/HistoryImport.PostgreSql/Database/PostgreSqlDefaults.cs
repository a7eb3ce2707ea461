namespace HistoryImport.PostgreSql;

static class PostgreSqlDefaults
{
    public const string Schema = "history_import";
    public const int MaxRetries = 10;
    public const int MostRetries = 100;

    public static readonly TimeSpan StatementLimit = TimeSpan.FromMinutes(10);
    public static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);
    public static readonly TimeSpan MaxRetryDelay = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan LongestRetryDelay = TimeSpan.FromMinutes(5);
}

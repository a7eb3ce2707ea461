using Microsoft.Extensions.Options;

namespace HistoryImport.Sqlite;

sealed class SqliteOptionsValidator : IValidateOptions<SqliteOptions>
{
    public ValidateOptionsResult Validate(string? name, SqliteOptions options)
    {
        var failures = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Path))
        {
            failures.Add("SqliteOptions.Path is empty. Give the path of the SQLite file, such as history.db.");
        }
        else if (options.Path.StartsWith(':') || options.Path.StartsWith("file:", StringComparison.OrdinalIgnoreCase))
        {
            failures.Add($"SqliteOptions.Path is '{options.Path}', which names no plain file. "
                + "Give the path of a file: what is cached must outlive the process.");
        }

        if (options.PageCacheMiB is < 1 or > SqliteDefaults.MaxCacheSizeMiB)
        {
            failures.Add($"SqliteOptions.PageCacheMiB is {options.PageCacheMiB}. Give 1 to {SqliteDefaults.MaxCacheSizeMiB}.");
        }

        if (options.BusyTimeout < TimeSpan.Zero || options.BusyTimeout > SqliteDefaults.MaxBusyTimeout)
        {
            failures.Add($"SqliteOptions.BusyTimeout is {options.BusyTimeout}. Give 0 to {SqliteDefaults.MaxBusyTimeout}.");
        }

        if (options.MaxCachedBytes < 1)
        {
            failures.Add($"SqliteOptions.MaxCachedBytes is {options.MaxCachedBytes}. Give at least 1, or null for no limit but the disk.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

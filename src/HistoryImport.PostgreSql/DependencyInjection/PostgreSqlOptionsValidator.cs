using Microsoft.Extensions.Options;

namespace HistoryImport.PostgreSql;

sealed class PostgreSqlOptionsValidator : IValidateOptions<PostgreSqlOptions>
{
    public ValidateOptionsResult Validate(string? name, PostgreSqlOptions options)
    {
        var failures = new List<string>();
        if (!SchemaName.IsValid(options.Schema))
        {
            failures.Add($"PostgreSqlOptions.Schema is '{options.Schema}'. Give a letter or underscore, then letters, digits and underscores, "
                + "63 at most and not beginning with pg_.");
        }

        if (options.MaxRetries is < 0 or > PostgreSqlDefaults.MostRetries)
        {
            failures.Add($"PostgreSqlOptions.MaxRetries is {options.MaxRetries}. Give 0 to {PostgreSqlDefaults.MostRetries}.");
        }

        if (options.RetryDelay < TimeSpan.Zero || options.RetryDelay > options.MaxRetryDelay)
        {
            failures.Add($"PostgreSqlOptions.RetryDelay is {options.RetryDelay}. Give 0 to MaxRetryDelay, which is {options.MaxRetryDelay}.");
        }

        if (options.MaxRetryDelay > PostgreSqlDefaults.LongestRetryDelay)
        {
            failures.Add($"PostgreSqlOptions.MaxRetryDelay is {options.MaxRetryDelay}. Give at most {PostgreSqlDefaults.LongestRetryDelay}.");
        }

        if (options.MaxCachedBytes < 1)
        {
            failures.Add($"PostgreSqlOptions.MaxCachedBytes is {options.MaxCachedBytes}. Give at least 1, or null for no limit but the disk.");
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }
}

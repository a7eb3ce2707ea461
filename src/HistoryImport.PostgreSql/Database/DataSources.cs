using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Makes data sources of connection strings, and names them; the text itself is never repeated: it holds a password.</summary>
static class DataSources
{
    const string ApplicationName = "HistoryImport";

    /// <exception cref="ArgumentException">The text is not a connection string.</exception>
    public static NpgsqlDataSource Create(string connectionString) => NpgsqlDataSource.Create(Checked(connectionString));

    /// <exception cref="ArgumentException">The text is not a connection string.</exception>
    public static string Checked(string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        NpgsqlConnectionStringBuilder? parts;
        try
        {
            parts = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException or KeyNotFoundException)
        {
            parts = null;
        }

        if (string.IsNullOrWhiteSpace(parts?.Host))
        {
            throw new ArgumentException(
                "This is not a connection string of Npgsql with a host. It reads Host=…;Database=…;Username=…;Password=….", nameof(connectionString));
        }

        parts.ApplicationName ??= ApplicationName;

        // Nothing of ours outlasts its transaction, so there is nothing to reset before each piece of work.
        parts.NoResetOnClose = true;
        return parts.ConnectionString;
    }

    /// <summary>Names a database in messages, without anything secret.</summary>
    public static string Place(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"The PostgreSQL database '{parts.Database ?? parts.Username}' at {parts.Host ?? "an unnamed host"}:{parts.Port}";
    }
}

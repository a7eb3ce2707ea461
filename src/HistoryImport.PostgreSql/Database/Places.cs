using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Names a database in messages, without anything secret.</summary>
static class Places
{
    public static string Of(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"The PostgreSQL database '{parts.Database ?? parts.Username}' at {parts.Host ?? "an unnamed host"}:{parts.Port}";
    }
}

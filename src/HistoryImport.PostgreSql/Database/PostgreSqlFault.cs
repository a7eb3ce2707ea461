using System.Net.Sockets;
using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Says which failures may pass by themselves, and in words what failed and how to mend it.</summary>
/// <remarks>The server's own words are left out wherever they may quote a row.</remarks>
static class PostgreSqlFault
{
    const string IdleInTransactionTimeout = "25P03";

    /// <summary>Whether the same work may succeed in a moment.</summary>
    public static bool IsTransient(Exception? error) => error switch
    {
        PostgresException server => server.SqlState is
            PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.LockNotAvailable
            or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow
            or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.OutOfMemory or IdleInTransactionTimeout
            || IsPreparedLost(server) || IsClass(server, "08"),
        NpgsqlException client => client.InnerException is not (ArgumentException or SocketException { SocketErrorCode: SocketError.HostNotFound })
            && (client.IsTransient || client.InnerException is IOException or SocketException or TimeoutException or ObjectDisposedException),
        SessionLostException or IOException or SocketException => true,
        _ => false,
    };

    /// <summary>Whether something between us and the server does not keep what is prepared.</summary>
    public static bool IsPreparedLost(Exception? error) => error is PostgresException
    {
        SqlState: PostgresErrorCodes.InvalidSqlStatementName or PostgresErrorCodes.DuplicatePreparedStatement or PostgresErrorCodes.ProtocolViolation,
    };

    /// <summary>Whether a statement was not done in time, as the client sees it. Of opening a connection it means that nobody answered.</summary>
    public static bool IsTooLong(Exception error) => error is NpgsqlException { InnerException: TimeoutException };

    /// <summary>Whether another writer put in a row of the same key first.</summary>
    public static bool IsLostRace(Exception error) => error is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>A short name for logs and metrics.</summary>
    public static string Name(Exception? error) => error is PostgresException server ? server.SqlState : error?.GetType().Name ?? "";

    /// <summary>Says what a failed statement of the host's projection means.</summary>
    public static Exception OfHost(object projection, Exception error) => error switch
    {
        OperationCanceledException or HistoryStorageException => error,
        PostgresException server when !IsTransient(server) && (IsClass(server, "42") || IsClass(server, "3F") || IsClass(server, "P0") || IsClass(server, "0A")) =>
            ProjectionFault.Hopeless(projection, error),
        PostgresException server when IsOfAValue(server) => ProjectionFault.Of(projection, error),
        _ => error is NpgsqlException || IsTransient(error) ? error : ProjectionFault.Of(projection, error),
    };

    public static Exception Translate(Exception error, string place, SchemaName schema) => error switch
    {
        PostgresException server => Translate(server, place, schema),
        _ when IsTransient(error) => Storage(
            error, $"{place} could not be reached, or broke off. What was committed before is safe. Check that the server runs and try again.", transient: true),
        _ => Storage(error, $"{place} could not be used ({error.GetType().Name}). Check the address, the certificate settings and the credentials."),
    };

    public static HistoryStorageException TooLong(Exception error, string place, TimeSpan limit) => Storage(
        error, $"{place} did not finish a statement within {limit.TotalMinutes:0.##} minutes, and nothing of that piece of work was written. "
            + "Look in pg_stat_activity what it waits for, or set a smaller HistoryImportOptions.BatchSize, and try again.", transient: true);

    public static HistoryStorageException NoSchema(SchemaName schema) =>
        new($"The schema '{schema.Value}' is absent or older than this version needs, and PostgreSqlOptions.CreateSchema forbids to make it. "
            + $"Run the script that PostgreSqlSchema.GetScript(\"{schema.Value}\") returns, as a role that may create tables.");

    public static HistoryStorageException Absent(string place, SchemaName schema) =>
        new($"{place} holds no history in the schema '{schema.Value}' yet. Check the address and the schema, or import into it first.");

    public static HistoryStorageException Newer(SchemaName schema, int found) =>
        new($"The schema '{schema.Value}' was written by a newer version: it is {found}, this version knows up to {SchemaScripts.Version}. "
            + "Update HistoryImport.PostgreSql, or give another schema.");

    public static HistoryStorageException OtherVersion(SchemaName schema) =>
        new($"The schema '{schema.Value}' is not of version {SchemaScripts.Version}, which this version of the package reads. "
            + "Import into it first, or use the version of HistoryImport.PostgreSql that wrote it.");

    static Exception Translate(PostgresException error, string place, SchemaName schema) => error.SqlState switch
    {
        _ when IsTransient(error) && error.SqlState != PostgresErrorCodes.OutOfMemory => Storage(
            error, $"{place} could not do the work at this moment (SQLSTATE {error.SqlState}). What was committed before is safe. Try again.", transient: true),
        PostgresErrorCodes.InsufficientPrivilege => Storage(
            error, $"{place} does not let this role do its work. Grant it USAGE on the schema '{schema.Value}' and SELECT, INSERT, UPDATE and DELETE on its tables; "
            + $"if it may not create them, run the script that PostgreSqlSchema.GetScript(\"{schema.Value}\") returns as a role that may."),
        PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName or PostgresErrorCodes.UndefinedColumn => Storage(
            error, $"{place} lacks a table of the schema '{schema.Value}'. Restore it, or run the script that PostgreSqlSchema.GetScript(\"{schema.Value}\") returns."),
        PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateObject => Storage(
            error, $"The schema '{schema.Value}' of {place} holds tables of another application. Nothing was changed. Give another PostgreSqlOptions.Schema."),
        PostgresErrorCodes.InvalidCatalogName => Storage(error, $"{place} does not exist. Create the database, or give the name of another."),
        PostgresErrorCodes.ReadOnlySqlTransaction => Storage(error, $"{place} is read-only, as a standby is. Give the address of the primary."),
        PostgresErrorCodes.DiskFull => Storage(error, $"There is no room left for {place}. What was there before is intact. Free space and try again."),
        PostgresErrorCodes.QueryCanceled => Storage(
            error, $"{place} ended a statement that took too long. Raise statement_timeout for this role and try again.", transient: true),
        _ when IsClass(error, "28") => Storage(error, $"{place} refused the credentials. Check user, password and pg_hba.conf."),
        _ when IsClass(error, "53") => Storage(
            error, $"{place} is short of resources (SQLSTATE {error.SqlState}). Look at its memory and disk, then try again.", transient: true),

        // One message's own fault: the import sets that message aside.
        _ when IsOfAValue(error) => new InvalidOperationException(
            $"PostgreSQL cannot keep a value (SQLSTATE {error.SqlState}).", error),
        _ => Storage(error, $"{place} failed with SQLSTATE {error.SqlState}. Look at the server's log."),
    };

    static bool IsOfAValue(PostgresException error) => IsClass(error, "22") || IsClass(error, "23") || IsClass(error, "54");

    static bool IsClass(PostgresException error, string prefix) => error.SqlState.StartsWith(prefix, StringComparison.Ordinal);

    static HistoryStorageException Storage(Exception error, string message, bool transient = false) =>
        new(message, error) { IsTransient = transient };
}

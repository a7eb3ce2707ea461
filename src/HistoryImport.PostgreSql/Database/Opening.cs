using Npgsql;

namespace HistoryImport.PostgreSql;

/// <summary>Opens connections, and says in words where the password is missing: Npgsql throws what a file system throws, and that looks like a server that is away.</summary>
static class Opening
{
    const string NoPassword = "No password has been provided";

    /// <exception cref="HistoryStorageException">There is no password, or no file to read it from.</exception>
    public static async ValueTask<NpgsqlConnection> OpenAsync(
        Func<CancellationToken, ValueTask<NpgsqlConnection>> openAsync, string place, CancellationToken cancellationToken)
    {
        try
        {
            return await openAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (Reason(error) is { } reason)
        {
            throw new HistoryStorageException($"{place} {reason}", error);
        }
    }

    // The path is named, and no line of the file is.
    static string? Reason(Exception error) => error switch
    {
        FileNotFoundException or DirectoryNotFoundException =>
            $"asks for a password or a certificate, and the file with it is not there. {error.Message} Check PGPASSFILE, or Passfile and the certificates in the connection string.",
        UnauthorizedAccessException =>
            $"asks for a password or a certificate, and the file with it may not be read. {error.Message} Check who owns it.",
        FormatException =>
            "asks for a password, and a line of the file that PGPASSFILE or Passfile names is none: each reads host:port:database:user:password, with \\: for a colon in one of them.",
        NpgsqlException { InnerException: null } when error.Message.StartsWith(NoPassword, StringComparison.Ordinal) =>
            "asks for a password, and none was given. Set PGPASSWORD, name a file by PGPASSFILE that has a line for this server and user, or put Password into the connection string.",
        _ => null,
    };
}

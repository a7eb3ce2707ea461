using System.Data.Common;

namespace HistoryImport.Relational;

/// <summary>Says what failed in a projection, in words that name tables and columns, and no value.</summary>
static class ProjectionFault
{
    // What the server says of these quotes no value: not null, foreign key, unique, check, too long, no such table or column, another type, not allowed.
    static readonly string[] _tellable = ["23502", "23503", "23505", "23514", "22001", "42P01", "42703", "42804", "42501"];

    static readonly string[] _tellableOfSqlite = ["constraint failed: ", "no such table: ", "no such column: ", "has no column named "];

    /// <summary>One message's own fault, as far as can be told: the import sets that message aside.</summary>
    public static ProjectionException Of(object projection, Exception error) => new(Words(projection, error), error);

    /// <summary>Nothing can be written as long as it is so.</summary>
    public static HistoryStorageException Hopeless(object projection, Exception error) =>
        Hopeless(Words(projection, error), error);

    /// <inheritdoc cref="Hopeless(object, Exception)"/>
    public static HistoryStorageException Hopeless(ProjectionException failed) => Hopeless(failed.Message, failed);

    static HistoryStorageException Hopeless(string words, Exception error) => new($"{words} Check its tables, its statements and what it may do.", error);

    static string Words(object projection, Exception error) =>
        $"The projection {projection.GetType().Name} failed: {(DatabaseCause.Of(error) is { } cause ? Words(cause) : error.GetType().Name)}.";

    static string Words(DbException error)
    {
        string first = error.Message.Split('\n')[0].TrimEnd('\r', '.');
        return error.SqlState is { } state
            ? _tellable.Contains(state) ? first : $"SQLSTATE {state}"
            : _tellableOfSqlite.Any(words => first.Contains(words, StringComparison.Ordinal)) ? first
            : first.StartsWith("SQLite Error ", StringComparison.Ordinal) ? first.Split(':')[0]
            : error.GetType().Name;
    }
}

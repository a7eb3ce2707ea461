using System.Data.Common;

namespace HistoryImport.Relational;

/// <summary>Finds what the database said behind an exception.</summary>
static class DatabaseCause
{
    /// <summary>Gets the outermost error of the database in an exception; <see langword="null"/> if it holds none.</summary>
    public static DbException? Of(Exception? error)
    {
        while (error is not null and not DbException)
        {
            error = error.InnerException;
        }

        return (DbException?)error;
    }
}

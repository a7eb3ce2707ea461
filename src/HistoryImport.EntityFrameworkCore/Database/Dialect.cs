using System.Data.Common;

namespace HistoryImport.EntityFrameworkCore;

/// <summary>In what databases differ: how many rows are handed over at once, and how a row is held.</summary>
abstract class Dialect
{
    /// <summary>Gets what makes a query hold the row it finds until the transaction ends; empty where a transaction holds the whole database.</summary>
    public abstract string Hold { get; }

    /// <summary>Gets whether one transaction writes at a time in the whole database.</summary>
    public abstract bool HasOneWriter { get; }

    /// <summary>Gets the statement that begins a transaction which reads one snapshot and holds nobody up.</summary>
    public abstract string BeginSnapshot { get; }

    /// <summary>Gets the collation by which text sorts byte by byte.</summary>
    public abstract string ByteOrder { get; }

    /// <summary>Gets the dialect of a provider.</summary>
    /// <exception cref="NotSupportedException">It is none of those that are supported.</exception>
    public static Dialect Of(string? provider) => provider switch
    {
        "Npgsql.EntityFrameworkCore.PostgreSQL" => new PostgreSqlDialect(),
        "Microsoft.EntityFrameworkCore.Sqlite" => new SqliteDialect(),
        _ => throw new NotSupportedException(
            $"HistoryImport.EntityFrameworkCore does not know the provider '{provider}'. It works with Npgsql.EntityFrameworkCore.PostgreSQL and Microsoft.EntityFrameworkCore.Sqlite; "
            + "for another database, write an IMessageStore of your own."),
    };

    /// <summary>Gets rows as what stands behind FROM, by parameters whose number does not depend on how many rows there are.</summary>
    /// <param name="command">What takes the parameters.</param>
    /// <param name="name">What the rows are called.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="columns">Their columns.</param>
    public abstract string Rows<T>(CommandText command, string name, IReadOnlyList<T> rows, params ReadOnlySpan<Column<T>> columns);

    /// <summary>Gets the statement that reads the digests of the rows of some chats and times, as <see cref="ChatDigests"/>.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="wanted">Rows of jid, first, last and most, and item.</param>
    /// <param name="connection">What gives the number of the connection.</param>
    public abstract string Digests(Tables tables, string wanted, string connection);

    /// <summary>Gets the condition that bytes hold others.</summary>
    public abstract string Holds(string bytes, string others);

    /// <summary>Gets a text as its bytes of UTF-8.</summary>
    public abstract string Bytes(string text);

    /// <summary>Gets a text of JSON without one of its members.</summary>
    public abstract string Without(string json, string member);

    /// <summary>Gets the condition that a text of JSON has a member.</summary>
    public abstract string Has(string json, string member);

    /// <summary>Whether the database, and no message, is the cause, and the same work may succeed in a moment.</summary>
    public abstract bool MayPass(DbException error);

    /// <summary>Whether another writer was first.</summary>
    public abstract bool IsRace(DbException error);

    /// <summary>Whether a value is the cause, and so a message.</summary>
    public abstract bool IsOfAValue(DbException error);
}

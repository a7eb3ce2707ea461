using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace HistoryImport.Sqlite;

/// <summary>One prepared statement of the native API. Parameters count from 1, columns from 0.</summary>
sealed class Statement : IDisposable
{
    readonly sqlite3 _database;
    readonly sqlite3_stmt _handle;
    readonly Utf8Scratch _scratch;

    // What each parameter holds since it was bound last; by number.
    readonly Bound[] _bound;

    public Statement(sqlite3 database, string sql, Utf8Scratch scratch)
    {
        (_database, _scratch) = (database, scratch);
        Check(raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _handle));
        _bound = new Bound[raw.sqlite3_bind_parameter_count(_handle) + 1];
    }

    // Parameters outlive a run, and every call costs: what one holds already is not bound again.
    public void Bind(int parameter, long value)
    {
        if (_bound[parameter] != Bound.To(value))
        {
            Check(raw.sqlite3_bind_int64(_handle, parameter, value));
            _bound[parameter] = Bound.To(value);
        }
    }

    public void Bind(int parameter, bool value) => Bind(parameter, value ? 1 : 0);

    public void Bind(int parameter, long? value)
    {
        if (value is { } number)
        {
            Bind(parameter, number);
        }
        else
        {
            BindNull(parameter);
        }
    }

    public void Bind(int parameter, string? text)
    {
        if (text is null)
        {
            BindNull(parameter);
        }
        else
        {
            BindText(parameter, _scratch.Encode(text));
        }
    }

    // SQLite copies what it is given before the call returns, so the scratch serves one value after the other.
    public void BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        _bound[parameter] = Bound.ToBytes;
        Check(raw.sqlite3_bind_text(_handle, parameter, utf8));
    }

    public void BindBlob(int parameter, ReadOnlySpan<byte> bytes)
    {
        _bound[parameter] = Bound.ToBytes;
        Check(raw.sqlite3_bind_blob(_handle, parameter, bytes));
    }

    public void BindNull(int parameter)
    {
        if (_bound[parameter] != default)
        {
            Check(raw.sqlite3_bind_null(_handle, parameter));
            _bound[parameter] = default;
        }
    }

    /// <summary>Moves to the next row.</summary>
    /// <returns>Whether there is one; if not, the statement is ready for new parameters.</returns>
    public bool Step()
    {
        int code = raw.sqlite3_step(_handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        SqliteException? error = code == raw.SQLITE_DONE ? null : SqliteFault.Of(_database, code);

        // Repeats the code of a failed step.
        Reset();
        return error is null ? false : throw error;
    }

    /// <summary>Runs a statement that yields no row, or whose rows do not matter.</summary>
    public void Execute()
    {
        if (Step())
        {
            Reset();
        }
    }

    /// <summary>Runs a statement that changes rows.</summary>
    /// <returns>How many it changed.</returns>
    public int ExecuteChanges()
    {
        Execute();
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs a query for one number.</summary>
    public long? ExecuteInt64()
    {
        if (!Step())
        {
            return null;
        }

        long? value = NullableInt64(0);
        Reset();
        return value;
    }

    public void Reset() => _ = raw.sqlite3_reset(_handle);

    public bool IsNull(int column) => raw.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    public long Int64(int column) => raw.sqlite3_column_int64(_handle, column);

    // A null reads as 0 or as nothing: only then it takes a second call to tell.
    public long? NullableInt64(int column) => Int64(column) is var value && value == 0 && IsNull(column) ? null : value;

    /// <summary>The bytes of a text or blob, valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(_handle, column);

    public string Text(int column) => Encoding.UTF8.GetString(Bytes(column));

    public string? NullableText(int column) => IsNull(column) ? null : Text(column);

    public void Dispose() => _handle.Dispose();

    void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw SqliteFault.Of(_database, code);
        }
    }

    /// <summary>What a parameter holds: nothing, a number, or bytes that are not remembered.</summary>
    readonly record struct Bound(bool IsNumber, bool IsBytes, long Number)
    {
        public static readonly Bound ToBytes = new(false, true, 0);

        public static Bound To(long number) => new(true, false, number);
    }
}

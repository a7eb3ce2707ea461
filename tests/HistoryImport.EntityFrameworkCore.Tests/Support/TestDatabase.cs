using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>An empty database of its own for each test: a file, or a schema of the server that all tests share.</summary>
sealed class TestDatabase : IAsyncDisposable
{
    readonly string? _folder;
    readonly string? _schema;

    TestDatabase(string connectionString, string? folder, string? schema) => (ConnectionString, _folder, _schema) = (connectionString, folder, schema);

    public string ConnectionString { get; }

    public bool IsPostgreSql => _schema is not null;

    public static async Task<TestDatabase> CreateAsync(bool isPostgreSql, string? address = null)
    {
        if (!isPostgreSql)
        {
            string folder = Directory.CreateTempSubdirectory("history-import-ef-").FullName;
            return new TestDatabase(new SqliteConnectionStringBuilder { DataSource = Path.Combine(folder, "host.db") }.ConnectionString, folder, null);
        }

        string schema = "t_" + Guid.NewGuid().ToString("N");
        var builder = new NpgsqlConnectionStringBuilder(address ?? await TestServer.AddressAsync()) { SearchPath = schema, MaxPoolSize = 20 };
        var database = new TestDatabase(builder.ConnectionString, null, schema);
        await database.ExecuteAsync($"CREATE SCHEMA {schema}");
        return database;
    }

    public DbContextOptionsBuilder Configure(DbContextOptionsBuilder options) => IsPostgreSql ? options.UseNpgsql(ConnectionString) : options.UseSqlite(ConnectionString).AddInterceptors(new WithoutSync());

    public DbContextOptions<TContext> Options<TContext>(Action<DbContextOptionsBuilder<TContext>>? configure = null)
        where TContext : DbContext
    {
        var options = new DbContextOptionsBuilder<TContext>();
        Configure(options);
        configure?.Invoke(options);
        return options.Options;
    }

    /// <summary>Makes the tables of a context. In a schema of its own: whether others are there does not matter.</summary>
    public static async Task CreateTablesAsync(DbContext context)
    {
        await using (context)
        {
            await context.Database.OpenConnectionAsync();
            if (context.Database.IsSqlite())
            {
                await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL");
            }

            await using DbCommand create = context.Database.GetDbConnection().CreateCommand();
            create.CommandText = context.Database.GenerateCreateScript();
            await create.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Runs SQL past everything.</summary>
    public List<object[]> Query(string sql)
    {
        using DbConnection connection = Connect();
        connection.Open();
        using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        using DbDataReader reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using DbConnection connection = Connect();
        await connection.OpenAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs SQL past everything on the library's tables and others; <c>{s}</c> stands for the schema.</summary>
    public List<object[]> QueryNamed(string sql) => Query(Named(sql));

    /// <summary>Reads every register of the library's tables, past the package.</summary>
    public StoredRow[] Rows() => HistoryImport.Tests.Shared.StoredRows.Read(sql => Query(Named(sql)));

    public IReadOnlyList<HistoryName> Names(ConnectionKey connection) =>
    [
        .. Query(Named("SELECT tenant, connections.name, jid, kind, names.name FROM {s}.names JOIN {s}.connections USING(connection_id)"))
            .Where(row => (connection.Tenant, connection.Name) == ((string)row[0], (string)row[1]))
            .Select(row => new HistoryName(Jid.Parse((string)row[2]), (NameKind)Convert.ToInt32(row[3], null), (string)row[4])),
    ];

    public async ValueTask DisposeAsync()
    {
        if (_schema is not null)
        {
            await ExecuteAsync($"DROP SCHEMA {_schema} CASCADE");
            await using var connection = new NpgsqlConnection(ConnectionString);
            NpgsqlConnection.ClearPool(connection);
            return;
        }

        await using (var connection = new SqliteConnection(ConnectionString))
        {
            SqliteConnection.ClearPool(connection);
        }

        Directory.Delete(_folder!, recursive: true);
    }

    static string Named(string sql)
    {
        foreach (string table in (string[])["messages", "chats", "connections", "reactions", "names"])
        {
            sql = sql.Replace($"{{s}}.{table}", $"history_import_{table} AS {table}", StringComparison.Ordinal);
        }

        return sql.Replace("{s}.", "", StringComparison.Ordinal);
    }

    DbConnection Connect() => IsPostgreSql ? new NpgsqlConnection(ConnectionString) : new SqliteConnection(ConnectionString);
}

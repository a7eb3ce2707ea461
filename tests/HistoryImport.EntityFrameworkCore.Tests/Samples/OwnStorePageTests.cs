using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;

namespace HistoryImport.EntityFrameworkCore.Tests.Samples;

/// <summary>The class that docs/own-store.md shows works over both databases as it stands there.</summary>
public sealed class OwnStorePageTests
{
    const string Table = """
        CREATE TABLE shop_messages(
          line text NOT NULL, chat text NOT NULL, sender text NOT NULL, from_me boolean NOT NULL, id text NOT NULL, body text NOT NULL,
          PRIMARY KEY(line, chat, sender, from_me, id))
        """;

    [Fact]
    public void Page_Mirror_IsTheOneThatIsTested()
    {
        string root = Path.Combine(Truth.Folder(""), "..");
        string page = File.ReadAllText(Path.Combine(root, "docs", "own-store.md"));
        string source = File.ReadAllText(Path.Combine(root, "tests", "HistoryImport.EntityFrameworkCore.Tests", "Samples", "ShopMirror.cs"));

        Assert.Contains(source[source.IndexOf("public sealed class", StringComparison.Ordinal)..].Trim(), page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task Mirror_SampleHistory_HoldsTheBodies(bool isPostgreSql)
    {
        await using TestDatabase database = await TestDatabase.CreateAsync(isPostgreSql);
        var services = new ServiceCollection();
        IHistoryImportBuilder import = services.AddHistoryImport();
        _ = isPostgreSql
            ? import.UsePostgreSql(database.ConnectionString, options => options.Schema = new NpgsqlConnectionStringBuilder(database.ConnectionString).SearchPath!)
                .UsePostgreSqlProjection<ShopMirror>()
            : import.UseSqlite(new SqliteConnectionStringBuilder(database.ConnectionString).DataSource).UseSqliteProjection<ShopMirror>();
        await using ServiceProvider host = services.BuildServiceProvider();

        // The file of SQLite has to be the library's first.
        await host.GetRequiredService<IMessageStore>().GetErasuresAsync(Truth.Connection);
        await database.ExecuteAsync(Table);
        await host.ImportAsync(Directory.GetFiles(Truth.Folder("history")), new Random(1));

        Assert.Equal(
            Truth.Messages.Select(message => $"{message.Chat} {message.Sender} {message.FromMe} {message.Id} {message.Body}").Order(StringComparer.Ordinal),
            database.Query("SELECT chat, sender, from_me, id, body FROM shop_messages")
                .Select(row => $"{row[0]} {row[1]} {Convert.ToBoolean(row[2], null)} {row[3]} {row[4]}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(StorageParts.All, true)]
    [InlineData(StorageParts.MessageCache, false)]
    public void UseSqliteProjection_RowsAreKeptElsewhere_IsToldAtStart(StorageParts parts, bool isUsed)
    {
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.db");
        var services = new ServiceCollection();
        IHistoryImportBuilder import = services.AddHistoryImport().UseSqlite(path, parts).UseSqliteProjection<ShopMirror>();
        _ = isUsed ? import : import.UsePostgreSql("Host=nowhere.invalid", StorageParts.MessageStore);
        using ServiceProvider host = services.BuildServiceProvider();

        Exception? error = Record.Exception(host.GetRequiredService<IStartupValidator>().Validate);

        Assert.Equal(isUsed, error is null);
        Assert.True(isUsed || error!.Message.Contains("ShopMirror would never be called", StringComparison.Ordinal), $"{error}");
    }

    [Fact]
    public void UseSqliteProjection_Twice_IsRefused()
    {
        IHistoryImportBuilder import = new ServiceCollection().AddHistoryImport().UseSqlite("history.db").UseSqliteProjection<ShopMirror>();

        Assert.Throws<InvalidOperationException>(() => import.UseSqliteProjection<ShopMirror>());
        Assert.Throws<InvalidOperationException>(() => import.UsePostgreSqlProjection<ShopMirror>().UsePostgreSqlProjection<ShopMirror>());
    }
}

using HistoryImport.PostgreSql.Tests.Support;
using HistoryImport.Testing.Xunit;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Projection;

/// <summary>What fails in the host's class is said to be the class's, with the table and column, and without a value.</summary>
public sealed class BrokenProjectionTests
{
    [Theory]
    [InlineData("CREATE TABLE {s}.customers(name text NOT NULL); INSERT INTO {s}.customers VALUES(NULL)", "null value in column \"name\" of relation \"customers\"")]
    [InlineData("SELECT 'words of a customer'::int", "SQLSTATE 22P02")]
    public async Task UpsertAsync_ValueThatIsRefused_NamesProjectionAndNoValue(string sql, string told)
    {
        var error = await Assert.ThrowsAsync<ProjectionException>(() => WriteAsync(sql));

        Assert.StartsWith("The projection Broken failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("customer'", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("words", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UpsertAsync_TableThatIsNotThere_NamesProjectionAndTable()
    {
        var error = await Assert.ThrowsAsync<HistoryStorageException>(() => WriteAsync("UPDATE nowhere SET x = 1"));

        Assert.StartsWith("The projection Broken failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("relation \"nowhere\" does not exist", error.Message, StringComparison.Ordinal);
    }

    static async Task WriteAsync(string sql)
    {
        await using TestSchema schema = await TestSchema.CreateAsync();
        var store = new PostgreSqlMessageStore(
            schema.Open(), new Projector<NpgsqlConnection>(new Broken(sql.Replace("{s}", schema.Name, StringComparison.Ordinal)), PostgreSqlFault.OfHost));
        await store.UpsertAsync(Some.Connection, new MessageBatch { Items = [Some.Text()] });
    }

    sealed class Broken(string sql) : IHistoryProjection<NpgsqlConnection>
    {
        public async ValueTask ApplyAsync(HistoryChanges changes, NpgsqlConnection target, CancellationToken cancellationToken = default)
        {
            await using var command = new NpgsqlCommand(sql, target);
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }
}

using HistoryImport.Samples;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.EntityFrameworkCore.Tests.Projection;

/// <summary>What fails in the host's class is said to be the class's, with the table and column, and without a value.</summary>
public sealed class BrokenProjectionTests
{
    const string Secret = "words of a customer";

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task UpsertAsync_NullWhereNoneMayBe_NamesProjectionAndColumn(bool isPostgreSql)
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql);
        EfCoreMessageStore store = desk.StoreOf(new Broken("INSERT INTO \"Conversations\" (\"Id\") VALUES ('00000000-0000-0000-0000-000000000001')"));

        var error = await Assert.ThrowsAsync<ProjectionException>(() => WriteAsync(store));

        Assert.StartsWith("The projection Broken failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Conversations", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task UpsertAsync_TableThatIsNotThere_NamesProjectionAndTable(bool isPostgreSql)
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql);
        EfCoreMessageStore store = desk.StoreOf(new Broken("UPDATE nowhere SET x = 1"));

        var error = await Assert.ThrowsAsync<HistoryStorageException>(() => WriteAsync(store));

        Assert.Contains("The projection Broken failed: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(TheoryDatabases.IsPostgreSql), MemberType = typeof(TheoryDatabases))]
    public async Task UpsertAsync_ClassThrows_NamesItAndTellsNoWordOfIt(bool isPostgreSql)
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql);

        var error = await Assert.ThrowsAsync<ProjectionException>(() => WriteAsync(desk.StoreOf(new Broken(null))));

        Assert.Equal("The projection Broken failed: FormatException.", error.Message);
    }

    [Fact]
    public async Task ImportAsync_ClassRefusesOneMessage_SetsItAsideByTheNameOfTheClass()
    {
        await using Desk desk = await Desk.CreateAsync(isPostgreSql: false);
        await using ServiceProvider host = new ServiceCollection().AddHistoryImport().UseMessageStore(desk.StoreOf(new Broken(null))).Services.BuildServiceProvider();
        await host.GetRequiredService<IHistoryInbox>().ReceiveAsync(Truth.Connection, new HistorySet
        {
            Messages = [new HistoryMessage { Id = "A", RemoteJid = "5511900000001@s.whatsapp.net", Timestamp = 1, Content = new MessageContent { Kind = MessageKind.Text, Body = Secret } }],
        });

        ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(new ImportRequest { Connection = Truth.Connection, QuietPeriod = TimeSpan.Zero, Fetch = false });

        Assert.StartsWith("The projection Broken failed: FormatException; it stays", Assert.Single(result.Problems).Reason, StringComparison.Ordinal);
    }

    static async Task WriteAsync(EfCoreMessageStore store) =>
        await store.UpsertAsync(Truth.Connection, new MessageBatch { Items = [Given.Text(Secret, Given.Key())] });

    sealed class Broken(string? sql) : IHistoryProjection<DeskContext>
    {
        public async ValueTask ApplyAsync(HistoryChanges changes, DeskContext context, CancellationToken cancellationToken = default) =>
            await context.Database.ExecuteSqlRawAsync(sql ?? throw new FormatException(Secret), cancellationToken);
    }
}

namespace HistoryImport.PostgreSql.Tests.Database;

/// <summary>Statements that go to the server together.</summary>
public sealed class DbSessionTests : IAsyncLifetime
{
    const string Insert = "INSERT INTO {schema}.numbers VALUES($1)";
    const string Count = "SELECT count(*) FROM {schema}.numbers";

    TestSchema _schema = null!;
    HistoryDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _schema = await TestSchema.CreateAsync();
        _database = _schema.Open();
        await OnSessionAsync(session => session.RunAsync($"CREATE TABLE {_schema.Name}.numbers(number bigint)", CancellationToken.None));
    }

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task RunAsync_SeveralStatements_EachSeesWhatCameBefore()
    {
        var counts = new List<long>();
        Statement? second = null;
        await OnSessionAsync(session => session.RunAsync(
            [
                CountInto(session, counts),
                session.Get(Insert).Add(1L),
                CountInto(session, counts),
                second = session.Get("INSERT INTO {schema}.numbers VALUES(2), (3)"),
                CountInto(session, counts),
            ],
            CancellationToken.None));

        Assert.Equal([0, 1, 3], counts);
        Assert.Equal(2, second!.Command.RecordsAffected);
    }

    [Fact]
    public async Task RunWithNext_AnyStatement_RunsBeforeTheNextOnce()
    {
        var counts = new List<long>();
        await OnSessionAsync(async session =>
        {
            session.RunWithNext(session.Get(Insert).Add(1L));
            session.RunWithNext(CountInto(session, counts));
            Assert.Equal(1, await session.Get(Insert).Add(2L).ExecuteAsync(CancellationToken.None));
            Assert.Equal(2, await session.Get(Count).NumberAsync(CancellationToken.None));
        });

        Assert.Equal([1], counts);
    }

    [Theory]
    [InlineData("a script")]
    [InlineData("a copy")]
    [InlineData("nothing")]
    public async Task RunWithNext_WhatIsNoStatementComesNext_RunsBefore(string next)
    {
        var counts = new List<long>();
        await OnSessionAsync(async session =>
        {
            session.RunWithNext(CountInto(session, counts));
            switch (next)
            {
                case "a script":
                    await session.RunAsync($"INSERT INTO {_schema.Name}.numbers VALUES(1)", CancellationToken.None);
                    break;
                case "a copy":
                    await using (CopyWriter copy = await session.CopyAsync("COPY {schema}.numbers(number) FROM STDIN (FORMAT BINARY)", CancellationToken.None))
                    {
                        await copy.BeginRowAsync(1, CancellationToken.None);
                        copy.Write(1L);
                        await copy.CompleteAsync(CancellationToken.None);
                    }

                    break;
                default:
                    await session.RunWaitingAsync(CancellationToken.None);
                    break;
            }
        });

        Assert.Equal([0], counts);
        Assert.Equal(next == "nothing" ? 0 : 1, await _schema.CountAsync("numbers"));
    }

    [Fact]
    public async Task OrThrow_NoRow_ThrowsAndTheSessionGoesOn()
    {
        await OnSessionAsync(async session =>
        {
            session.RunWithNext(session.Get("SELECT 1 WHERE false").OrThrow(() => new TimeoutException()));
            await Assert.ThrowsAsync<TimeoutException>(async () => await session.Get(Count).NumberAsync(CancellationToken.None));
            Assert.Equal(0, await session.Get(Count).NumberAsync(CancellationToken.None));
        });
    }

    static Statement CountInto(DbSession session, List<long> counts) => session.Get(Count).OnRow(row => counts.Add(row.GetInt64(0)));

    async Task OnSessionAsync(Func<DbSession, ValueTask> work) => await _database.ReadAsync(
        async (session, _) =>
        {
            await work(session);
            return true;
        },
        CancellationToken.None);
}

using HistoryImport.Testing.Xunit;

namespace HistoryImport.Sqlite.Tests.Database;

/// <summary>What takes a moment is read where it was written, unless somebody writes.</summary>
public sealed class BriefReadTests : IDisposable
{
    const string Count = "SELECT count(*) FROM connections";

    readonly TestFile _file = new();

    public void Dispose() => _file.Dispose();

    [Fact]
    public async Task ReadBrieflyAsync_NobodyWrites_ReadsOnTheSessionThatDoes()
    {
        HistoryDatabase database = _file.Open();
        DbSession writer = await database.WriteAsync(Durability.Normal, one => one.Session, CancellationToken.None);

        Assert.Same(writer, await database.ReadBrieflyAsync(session => session, CancellationToken.None));
        Assert.NotSame(writer, await database.ReadAsync(session => session, CancellationToken.None));
    }

    [Fact]
    public async Task ReadBrieflyAsync_SomebodyWrites_ReadsBesideThem()
    {
        HistoryDatabase database = _file.Open();
        var written = new TaskCompletionSource();
        ValueTask<bool> writing = database.WriteAsync(
            Durability.Normal, one => one.Keys.Connection(Some.Connection) > 0, async _ => await written.Task, CancellationToken.None);

        Assert.Equal(0, await database.ReadBrieflyAsync(session => session.Get(Count).ExecuteInt64(), CancellationToken.None));

        written.SetResult();
        Assert.True(await writing);
        Assert.Equal(1, await database.ReadBrieflyAsync(session => session.Get(Count).ExecuteInt64(), CancellationToken.None));
    }

    [Fact]
    public async Task ReadBrieflyAsync_QueryThatFailsInATransaction_LeavesTheWriterUsable()
    {
        HistoryDatabase database = _file.Open();
        await database.WriteAsync(Durability.Full, _ => true, CancellationToken.None);

        await Assert.ThrowsAsync<InvalidTimeZoneException>(async () => await database.ReadBrieflyAsync<bool>(
            session =>
            {
                session.Get("BEGIN").Execute();
                throw new InvalidTimeZoneException();
            },
            CancellationToken.None));

        Assert.True(await database.WriteAsync(Durability.Normal, one => one.Keys.Connection(Some.Connection) > 0, CancellationToken.None));
    }

    [Fact]
    public async Task ReadBrieflyAsync_Cancelled_DoesNotRead()
    {
        HistoryDatabase database = _file.Open();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await database.ReadBrieflyAsync(_ => true, new CancellationToken(true)));
    }
}

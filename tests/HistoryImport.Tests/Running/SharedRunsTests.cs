using HistoryImport.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace HistoryImport.Tests.Running;

public sealed class SharedRunsTests
{
    static readonly Jid _one = Jid.Parse(Some.Chat), _other = Jid.Parse(Some.ChatLid);

    readonly SharedRuns _runs = new();

    [Fact]
    public void Enter_RequestThatDiffersInOrderAndListenersOnly_JoinsTheFirst()
    {
        ImportRequest request = Some.Request with { Chats = [_one, _other], Account = [_one, _other] };
        SharedRun first = Enter(request, out _);

        SharedRun second = Enter(
            request with { Chats = [_other, _one], Account = [_other, _one], ProgressSink = new RecordingProgressSink(), Problems = new Progress<ImportProblem>() },
            out bool isFirst);

        Assert.False(isFirst);
        Assert.Same(first, second);
    }

    [Fact]
    public void Enter_OtherAccount_BeginsARunOfItsOwn()
    {
        Enter(Some.Request with { Account = [_one] }, out _);

        Enter(Some.Request with { Account = [_other] }, out bool isFirst);
        Enter(Some.Request, out bool isFirstOfNone);

        Assert.Equal((true, true), (isFirst, isFirstOfNone));
    }

    [Fact]
    public void Enter_OtherChats_BeginsARunOfItsOwn()
    {
        Enter(Some.Request with { Chats = [_one] }, out _);

        Enter(Some.Request with { Chats = [_other] }, out bool isFirst);

        Assert.True(isFirst);
    }

    [Theory]
    [InlineData(100.5, null, 100.7, null, null, true)]
    [InlineData(null, null, 100.0, 200.0, null, true)]
    [InlineData(100.0, 200.0, 150.0, 150.0, null, true)]
    [InlineData(101.0, null, 100.0, null, null, false)]
    [InlineData(100.0, 200.0, 150.0, null, null, false)]
    [InlineData(100.0, 200.0, null, 200.0, null, false)]
    [InlineData(100.0, null, 101.0, null, 5, false)]
    [InlineData(100.5, null, 100.7, null, 5, true)]
    public void Enter_RunOfAnotherWindow_IsJoinedWhereThatHoldsTheOwn(double? since, double? until, double? ownSince, double? ownUntil, int? enough, bool joins)
    {
        Enter(Some.Request with { Since = Moment(since), Until = Moment(until), EnoughMessages = enough }, out _);

        Enter(Some.Request with { Since = Moment(ownSince), Until = Moment(ownUntil), EnoughMessages = enough }, out bool isFirst);

        Assert.Equal(joins, !isFirst);
    }

    [Fact]
    public void Enter_OnesChatIsTheOthersAccount_BeginsARunOfItsOwn()
    {
        Enter(Some.Request with { Chats = [_one] }, out _);

        Enter(Some.Request with { Account = [_one] }, out bool isFirst);

        Assert.True(isFirst);
    }

    [Fact]
    public void Enter_RunThatIsLeft_BeginsAnother()
    {
        SharedRun first = Enter(Some.Request, out _);
        _runs.Leave(Some.Request, first, null);

        Enter(Some.Request, out bool isFirst);

        Assert.True(isFirst);
    }

    static DateTimeOffset? Moment(double? seconds) => seconds is { } after ? DateTimeOffset.UnixEpoch.AddSeconds(after) : null;

    SharedRun Enter(ImportRequest request, out bool isFirst) => _runs.Enter(
        request, _ => new ProgressReporter([], new HistoryImportOptions(), TimeProvider.System, NullLogger.Instance), out isFirst);
}

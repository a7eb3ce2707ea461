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

    SharedRun Enter(ImportRequest request, out bool isFirst) => _runs.Enter(
        request, _ => new ProgressReporter([], new HistoryImportOptions(), TimeProvider.System, NullLogger.Instance), out isFirst);
}

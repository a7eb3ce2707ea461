using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Receiving;

public sealed class HistoryInboxTests
{
    static readonly Jid _ours = Jid.Parse("5511900000001@s.whatsapp.net");
    static readonly Jid _theirs = Jid.Parse("5511900000002@s.whatsapp.net");

    [Fact]
    public async Task ReceiveAsync_ProblemsOfALiveSet_AreLoggedAndNamedByTheNextImportOnce()
    {
        var log = new RecordingLog();
        await using var host = new ImportHost(register: log.Register);
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet
        {
            Messages = [Some.Text("A")],
            Problems = [new DecodeProblem(3, "not readable"), new DecodeProblem(0, "the time is no time") { IsKept = true }],
        });

        Assert.Contains(log.Entries, entry => entry.Text.StartsWith("304 ", StringComparison.Ordinal));
        ImportResult first = await host.ImportAsync();
        ImportResult second = await host.ImportAsync();

        Assert.Equal(ImportOutcome.CompletedWithProblems, first.Outcome);
        Assert.Equal([(3L, "not readable", false), (0L, "the time is no time", true)], first.Problems.Select(problem => (problem.Position!.Value, problem.Reason, problem.IsKept)));
        Assert.Equal((2L, 1L, 1L), (first.Counts.Read, first.Counts.Invalid, first.Counts.Inserted));
        Assert.Equal((ImportOutcome.NothingFound, 0), (second.Outcome, second.Problems.Count));
    }

    [Theory]
    [InlineData("none", false, true)]
    [InlineData("set", false, false)]
    [InlineData("before", false, false)]
    [InlineData("later", false, true)]
    [InlineData("before", true, true)]
    public async Task ReceiveAsync_OwnMessageWithAnAlternateAddress_IsAClaimUnlessThatIsOurs(string known, bool ofTheOther, bool expected)
    {
        await using var host = new ImportHost();
        HistoryMessage sent = Some.Text("A", Some.ChatLid, fromMe: true) with { RemoteJidAlt = (ofTheOther ? _theirs : _ours).Value };
        if (known == "before")
        {
            await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Account = [_ours] });
        }

        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Messages = [sent], Account = known == "set" ? [_ours] : [] });
        if (known == "later")
        {
            await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Account = [_ours] });
        }

        Assert.Equal(expected, (await host.Cache.GetAliasesAsync(Some.Connection)).Claims.Count == 1);
    }

    [Fact]
    public async Task ForgetAsync_ConnectionOfAnotherPhone_IsAtTheStart()
    {
        await using var host = new ImportHost();
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.Text("A")], Account = [_ours] });
        await host.ImportAsync();
        await host.Inbox.ReceiveAsync(Some.Connection, new HistorySet { Messages = [Some.Text("B")], Account = [_ours] });
        var others = new HistorySet { Messages = [Some.Text("C")], Account = [_theirs] };
        await Assert.ThrowsAsync<HistoryStorageException>(async () => await host.Inbox.ReceiveAsync(Some.Connection, others));
        Assert.NotNull(await host.Importer.GetStatusAsync(Some.Connection));

        await host.Inbox.ForgetAsync(Some.Connection);

        Assert.Null(await host.Importer.GetStatusAsync(Some.Connection));
        Assert.Equal(0, await host.CachedAsync());
        Assert.True((await host.Cache.GetAliasesAsync(Some.Connection)).IsEmpty);
        await host.Inbox.ReceiveAsync(Some.Connection, others);
        Assert.Equal(1, (await host.ImportAsync()).Counts.Inserted);
    }
}

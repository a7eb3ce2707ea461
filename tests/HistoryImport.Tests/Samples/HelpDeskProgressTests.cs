using HistoryImport.Samples;
using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Samples;

/// <summary>Every payload of today's front ends, letter by letter.</summary>
public sealed class HelpDeskProgressTests
{
    const string Refresh = """{"action":"refresh"}""";
    static readonly DateTimeOffset _time = new(2024, 3, 1, 1, 30, 5, TimeSpan.Zero);
    static readonly ImportCounts _counts = new() { Read = 120, Inserted = 90, Duplicates = 20, Filtered = 4, Folded = 1, Invalid = 3, Failed = 2 };

    [Fact]
    public async Task ReportAsync_Connection_TellsThisAllStateAndDate()
    {
        var desk = new EmittedEvents(ticketId: null);

        await desk.ReportAsync(Of(ImportPhase.Preparing));
        await desk.ReportAsync(Of(ImportPhase.Importing) with { Counts = _counts, Oldest = _time });
        await desk.ReportAsync(Ended(new ImportResult { Outcome = ImportOutcome.Completed, Counts = _counts }));

        Assert.Equal(
            [
                """{"action":"update","status":{"this":-1,"all":-1}}""",
                """{"action":"update","status":{"this":115,"all":120,"state":"IMPORTING","date":"01/03/24 01:30:05"}}""",
                """{"action":"update","status":{"this":115,"all":120,"state":"COMPLETED","date":"01/01/26 00:00:00"}}""",
                Refresh,
            ],
            desk.Of("importMessages-7"));
    }

    [Fact]
    public async Task ReportAsync_Ticket_TellsThisAllStateAndDate()
    {
        var desk = new EmittedEvents();
        ImportProgress fetching = Of(ImportPhase.Fetching);

        await desk.ReportAsync(Of(ImportPhase.Preparing));
        await desk.ReportAsync(Of(ImportPhase.Importing));
        await desk.ReportAsync(fetching);
        await desk.ReportAsync(fetching with { Counts = _counts, Oldest = _time });
        await desk.ReportAsync(fetching with { Counts = _counts, Oldest = _time, FetchRequests = 2 });
        await desk.ReportAsync(Ended(new ImportResult { Outcome = ImportOutcome.Completed, FetchEnd = FetchEnd.Covered, Counts = _counts }));

        Assert.Equal(
            [
                """{"action":"update","status":{"this":0,"all":0,"state":"PREPARING","date":"Preparing…"}}""",
                """{"action":"update","status":{"this":0,"all":0,"state":"IMPORTING"}}""",
                """{"action":"update","status":{"this":0,"all":-1,"state":"FETCHING","date":"Asking the phone for older messages…"}}""",
                """{"action":"update","status":{"this":115,"all":120,"state":"IMPORTING","date":"01/03/2024"}}""",
                """{"action":"update","status":{"this":115,"all":120,"state":"FETCHING","date":"Asking the phone for older messages…"}}""",
                """{"action":"update","status":{"this":115,"all":120,"state":"COMPLETED","date":"90 new messages."}}""",
                Refresh,
            ],
            desk.Of("importHistory-42"));
    }

    [Theory]
    [Trait("Hazard", "H-44")]
    [InlineData(ImportOutcome.Completed, FetchEnd.Exhausted, 5, "COMPLETED", "5 new messages.")]
    [InlineData(ImportOutcome.Completed, FetchEnd.TimedOut, 5, "COMPLETED", "5 new messages. Phone?")]
    [InlineData(ImportOutcome.Completed, FetchEnd.TimedOut, 0, "ERROR", "0 new messages. Phone?")]
    [InlineData(ImportOutcome.Completed, FetchEnd.PhoneOnly, 0, "COMPLETED", "0 new messages. Phone?")]
    [InlineData(ImportOutcome.NothingFound, FetchEnd.NotNeeded, 0, "COMPLETED", "0 new messages.")]
    [InlineData(ImportOutcome.NothingFound, FetchEnd.NoAnchor, 0, "ERROR", "0 new messages. Phone?")]
    [InlineData(ImportOutcome.CompletedWithProblems, FetchEnd.Exhausted, 5, "COMPLETED", "5 new messages. Why.")]
    [InlineData(ImportOutcome.CompletedWithProblems, FetchEnd.Exhausted, 0, "ERROR", "0 new messages. Why.")]
    [InlineData(ImportOutcome.Cancelled, null, 5, "ERROR", "Why.")]
    [InlineData(ImportOutcome.LeaseLost, null, 5, "ERROR", "Why.")]
    [InlineData(ImportOutcome.Failed, null, 5, "ERROR", "Why.")]
    public async Task ReportAsync_EveryEnd_IsHonest(ImportOutcome outcome, FetchEnd? end, int inserted, string state, string text)
    {
        var counts = new ImportCounts { Read = inserted + 2, Inserted = inserted, Failed = 2 };
        var result = new ImportResult { Outcome = outcome, Reason = "Why.", FetchEnd = end, FetchReason = "Phone?", Counts = counts };
        var desk = new EmittedEvents();

        await desk.ReportAsync(Ended(result));

        Assert.Equal(
            [$$$"""{"action":"update","status":{"this":{{{inserted}}},"all":{{{inserted + 2}}},"state":"{{{state}}}","date":"{{{text}}}"}}""", Refresh],
            desk.Of("importHistory-42"));
    }

    [Fact]
    public async Task ReportAsync_ConnectionFails_TellsTheReason()
    {
        var desk = new EmittedEvents(ticketId: null);

        await desk.ReportAsync(Ended(new ImportResult { Outcome = ImportOutcome.Failed, Reason = "O disco está \"cheio\".", Counts = _counts }));

        Assert.Equal(
            ["""{"action":"update","status":{"this":115,"all":120,"state":"ERROR","date":"O disco está \"cheio\"."}}""", Refresh],
            desk.Of("importMessages-7"));
    }

    [Fact]
    public async Task ReportAsync_AlreadyRunning_LeavesTheScreenToTheOtherRun()
    {
        var desk = new EmittedEvents();

        await desk.ReportAsync(Ended(new ImportResult { Outcome = ImportOutcome.AlreadyRunning }));

        Assert.Empty(desk.Of("importHistory-42"));
    }

    [Fact]
    public async Task ReportAsync_OwnNamesAndZone_UsesThem()
    {
        var zone = TimeZoneInfo.CreateCustomTimeZone("desk", TimeSpan.FromHours(-3), "desk", "desk");
        var desk = new EmittedEvents(options: new HelpDeskOptions { TicketEvent = "{companyId}/history/{ticketId}", TimeZone = zone });

        await desk.ReportAsync(Of(ImportPhase.Importing) with { Counts = _counts, Oldest = _time });

        Assert.Equal(
            ["""{"action":"update","status":{"this":115,"all":120,"state":"IMPORTING","date":"29/02/2024"}}"""],
            desk.Of("7/history/42"));
    }

    [Fact]
    public async Task ReportAsync_RunNoLongerWaits_RefreshesAllTheSame()
    {
        var desk = new EmittedEvents(options: new HelpDeskOptions { RefreshAfter = TimeSpan.FromDays(1) });

        await desk.ReportAsync(Ended(new ImportResult { Outcome = ImportOutcome.Completed }), new CancellationToken(canceled: true));

        Assert.Equal(Refresh, desk.Of("importHistory-42")[^1]);
    }

    static ImportProgress Of(ImportPhase phase) => new() { RunId = Guid.Empty, Connection = Some.Connection, Phase = phase };

    static ImportProgress Ended(ImportResult result) => Of(ImportPhase.Ended) with { Result = result, Counts = result.Counts };
}

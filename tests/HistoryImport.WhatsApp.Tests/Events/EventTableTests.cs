using System.Reflection;

namespace HistoryImport.WhatsApp.Tests.Events;

/// <summary>docs/events.md says of every event of every gateway what becomes of it, and each of its rows is true.</summary>
public class EventTableTests
{
    const string Accept = "HISTORYIMPORT_APPROVE";

    static readonly string _root = typeof(EventTableTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RepositoryRoot").Value!;
    static readonly string _document = Path.Combine(_root, "docs", "events.md");
    static readonly string _payloads = Path.Combine(_root, "tests", "HistoryImport.WhatsApp.Tests", "Events", "Payloads");

    public static TheoryData<string> Gateways => [.. EventTable.GatewaysIn(File.ReadAllText(_document))];

    [Theory]
    [MemberData(nameof(Gateways))]
    public async Task Decode_ExamplesOfAGateway_BecomeWhatTheTableSays(string gateway)
    {
        string[] rows = [.. await Task.WhenAll(ExamplesOf(gateway).Select(async example => EventTable.Row(example, await EventOutcome.OfAsync(example.Payload))))];
        Assert.DoesNotContain(rows, row => row.EndsWith("| nothing |", StringComparison.Ordinal) || row.Contains("| refused", StringComparison.Ordinal));
        string document = await File.ReadAllTextAsync(_document);
        if (Environment.GetEnvironmentVariable(Accept) == "1")
        {
            await File.WriteAllTextAsync(_document, EventTable.With(document, gateway, rows));
            return;
        }

        string[] table = EventTable.RowsOf(document, gateway);
        Assert.True(rows.SequenceEqual(table), $"""
            The table of {gateway} in docs/events.md is not what its examples become. If that is wanted, run this test again with the environment
            variable {Accept}=1, which rewrites the tables, and commit the document with the change.
            - {string.Join("\n- ", table.Except(rows))}
            + {string.Join("\n+ ", rows.Except(table))}
            """);
    }

    [Fact]
    public void Examples_OfEveryGateway_HaveATable() => Assert.Equal(
        Directory.GetFiles(_payloads).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal),
        EventTable.GatewaysIn(File.ReadAllText(_document)).Select(EventTable.FileOf).Order(StringComparer.Ordinal));

    [Fact]
    public void KnownEvents_All_HaveARow()
    {
        HashSet<string> shown = [];
        foreach (EventExample example in EventTable.GatewaysIn(File.ReadAllText(_document)).SelectMany(ExamplesOf))
        {
            KnownEvents.Find(example.Event, out string known);
            shown.Add(known);
        }

        Assert.Empty(KnownEvents.Names.Except(shown));
    }

    [Fact]
    public void Rows_WrittenAndRead_AreTheSame()
    {
        string[] rows = [EventTable.Row(new EventExample("a.b", "what", "{}"), "message"), EventTable.Row(new EventExample("row of T", "it", "{}"), "revoke")];
        const string Document = "# T\n\n## Some Gateway\n\n| event | that says | becomes |\n|---|---|---|\n| `old` | x | y |\n\n## Other\n\nText.\n";

        string changed = EventTable.With(Document, "Some Gateway", rows);

        Assert.Equal(rows, EventTable.RowsOf(changed, "Some Gateway"));
        Assert.Equal(["Some Gateway"], EventTable.GatewaysIn(changed));
        Assert.EndsWith("\n\n## Other\n\nText.\n", changed, StringComparison.Ordinal);
        Assert.Equal("some-gateway.ndjson", EventTable.FileOf("Some Gateway"));
    }

    static EventExample[] ExamplesOf(string gateway) => EventExample.ReadAll(Path.Combine(_payloads, EventTable.FileOf(gateway)));
}

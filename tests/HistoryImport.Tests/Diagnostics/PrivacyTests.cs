using System.Text;
using HistoryImport.Tests.Support;
using HistoryImport.WhatsApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Tests.Diagnostics;

/// <summary>What was written and who wrote it is in no log above Trace, no metric, no activity, no problem and no reason.</summary>
public sealed class PrivacyTests
{
    // Everything that must not be seen contains one of these; nothing else does.
    const string Secret = "s3cret-text";
    const string Number = "5511987654321";
    const string OtherNumber = "5511900000001";
    const string Lid = "123456789012345";
    const string Group = "120363012345678901";

    static readonly string[] _hidden = [Secret, Number, OtherNumber, Lid, Group];

    // Good ones, and one for each way in which a message is set aside, filtered, amended or malformed.
    static readonly string _json = $$$"""
        {"messages":[
        {{{Message("A")}}},
        {{{Message("G", chat: Group + "@g.us", rest: $",\"participant\":\"{Number}@s.whatsapp.net\"")}}},
        {{{Message("L", chat: Lid + "@lid")}}},
        {{{Message("L2", chat: Lid + "@lid", rest: $",\"remoteJidAlt\":\"{Number}@s.whatsapp.net\"")}}},
        {{{Message("")}}},
        {{{Message("control\\u0001")}}},
        {{{Message(new string('x', 300))}}},
        {{{Message("nochat", chat: $"{Number}@nowhere {Secret}")}}},
        {{{Message("status", chat: "status@broadcast")}}},
        {{{Message("long", text: Secret + new string('x', 2_000_000))}}},
        {"key":{"remoteJid":"{{{Number}}}@s.whatsapp.net","id":"bad"},"message":{"conversation":"{{{Secret}}}" "x"}},
        {"key":{"remoteJid":"{{{Number}}}@s.whatsapp.net","id":"R"},"message":{"reactionMessage":{"key":{"id":"A"},"text":"{{{Secret}}}"} }},
        {"key":{"remoteJid":"{{{Number}}}@s.whatsapp.net","id":"W"},"message":{"protocolMessage":{"key":{"id":"gone"},"type":0} }},
        "{{{Secret}}} {{{Number}}}",
        {{{Message("Z")}}}
        ],"contacts":[{"id":"{{{Number}}}@s.whatsapp.net","lid":"{{{Lid}}}@lid","name":"{{{Secret}}}"},{"id":"{{{OtherNumber}}}@s.whatsapp.net","lid":"{{{Lid}}}@lid"}],
        "{{{Secret}}}" "{{{Number}}}"
        """;

    [Fact]
    public async Task Import_MessagesThatFailInEveryWay_NothingIsTold()
    {
        ImportResult result = await AssertNothingIsToldAsync(new InMemoryMessageStore());

        Assert.Equal(ImportOutcome.CompletedWithProblems, result.Outcome);
        Assert.True(result.Counts is { Invalid: > 3, Inserted: > 3, Filtered: > 0 }, $"{result.Counts}");
    }

    [Fact]
    public async Task Import_StoreRefusesAMessageAndQuotesIt_NothingIsTold()
    {
        var store = new InMemoryMessageStore { BeforeUpsert = batch => Refuse(batch, "Z") };

        ImportResult result = await AssertNothingIsToldAsync(store);

        Assert.Equal(1, result.Counts.Failed);
    }

    [Fact]
    public async Task Import_StoreRefusesEverythingAndQuotesIt_NothingIsTold()
    {
        var store = new InMemoryMessageStore { BeforeUpsert = batch => Refuse(batch, "") };

        // Enough in a row for the import to give up.
        ImportResult result = await AssertNothingIsToldAsync(store, [.. Enumerable.Range(0, 50).Select(i => Some.Text($"M{i}", Number + "@s.whatsapp.net", Secret))]);

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
    }

    [Fact]
    public async Task Import_StoreFailsOutsideAnyMessageAndQuotesOne_NothingIsTold()
    {
        var failure = new InvalidOperationException($"{Secret} {Number}", new FormatException($"{Secret} {Lid}"));

        ImportResult result = await AssertNothingIsToldAsync(new JoinRefusingStore(failure));

        Assert.Equal((ImportOutcome.Failed, failure.GetType().FullName), (result.Outcome, result.ErrorType));
    }

    [Fact]
    public async Task Decode_PayloadsBrokenAnywhere_ReasonsQuoteNothing()
    {
        byte[] payload = Encoding.UTF8.GetBytes(_json.Replace(new string('x', 2_000_000), "", StringComparison.Ordinal));
        for (int length = 1; length < payload.Length; length += 7)
        {
            AssertHidden(await DecodeAsync(payload[..length], _ => ValueTask.CompletedTask));
        }
    }

    static async Task<ImportResult> AssertNothingIsToldAsync(IMessageStore store, IReadOnlyList<HistoryMessage>? more = null)
    {
        using var logs = new RecordingLogs();
        using var telemetry = new RecordingTelemetry();
        var services = new ServiceCollection();
        services.AddHistoryImport();
        services.AddSingleton(store);
        services.AddSingleton<IProgressSink>(new QuotingSink($"{Secret} {Number}"));
        services.AddSingleton<ILoggerFactory>(logs);
        services.AddSingleton(typeof(ILogger<>), typeof(Logger<>));
        await using ServiceProvider provider = services.BuildServiceProvider();
        IHistoryInbox inbox = provider.GetRequiredService<IHistoryInbox>();
        List<string> told = more is null ? await DecodeAsync(Encoding.UTF8.GetBytes(_json), set => inbox.ReceiveAsync(Some.Connection, set)) : [];
        await inbox.ReceiveAsync(Some.Connection, Some.Set(more ?? []));

        ImportResult result = await provider.GetRequiredService<IHistoryImporter>().ImportAsync(Some.Request);

        Assert.NotEmpty(logs.Lines);
        Assert.Contains(telemetry.Lines, line => line.StartsWith("metric", StringComparison.Ordinal));
        Assert.Contains(telemetry.Lines, line => line.StartsWith("activity", StringComparison.Ordinal));
        AssertHidden([.. told, .. logs.Lines, .. telemetry.Lines, result.Reason, .. result.Limitations, .. result.Problems.Select(problem => problem.ToString())]);
        return result;
    }

    static async Task<List<string>> DecodeAsync(byte[] payload, Func<HistorySet, ValueTask> receive)
    {
        var told = new List<string>();
        try
        {
            await foreach (HistorySet set in new HistoryDecoder().DecodeAsync(new MemoryStream(payload)))
            {
                told.AddRange(set.Problems.Select(problem => problem.Reason));
                await receive(set);
            }
        }
        catch (HistoryFormatException failure)
        {
            told.Add(failure.ToString());
        }

        Assert.NotEmpty(told);
        return told;
    }

    static void AssertHidden(IEnumerable<string> told) =>
        Assert.All(told, line => Assert.All(_hidden, hidden => Assert.DoesNotContain(hidden, line, StringComparison.Ordinal)));

    // As databases do: the row that was refused is in the words.
    static void Refuse(MessageBatch batch, string id)
    {
        if (batch.Items.FirstOrDefault(item => item.Key.Id.Contains(id, StringComparison.Ordinal)) is { } refused)
        {
            throw new InvalidOperationException($"Cannot insert {refused.Key.Chat} {refused.Content?.Body}", new FormatException($"{Secret} {Number}"));
        }
    }

    static string Message(string id, string chat = Number + "@s.whatsapp.net", string text = Secret, string rest = "") =>
        $$$"""{"key":{"remoteJid":"{{{chat}}}","id":"{{{id}}}"{{{rest}}}},"messageTimestamp":1700000000,"pushName":"{{{Secret}}}","message":{"conversation":"{{{text}}}"}}""";
}

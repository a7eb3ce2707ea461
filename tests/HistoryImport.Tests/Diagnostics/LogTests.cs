using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Tests.Diagnostics;

[Trait("Hazard", "H-11")]
public sealed class LogTests
{
    const string Secret = "SECRET";
    const string Number = "5511955501234";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ImportAsync_TextsAndNumbersEverywhere_LogsNoneAboveTrace(bool everythingRefused)
    {
        var store = new InMemoryMessageStore { BeforeUpsert = batch => Refuse(batch, everythingRefused) };
        var log = new RecordingLog();
        using var metrics = new Metrics();
        await using var host = new ImportHost(store, options => options.InMemoryCacheCapacity = 85, log.Register);
        await host.Inbox.ReceiveAsync(Some.Connection, History());

        ImportResult result = await host.ImportAsync();

        Assert.Equal(everythingRefused ? ImportOutcome.Failed : ImportOutcome.CompletedWithProblems, result.Outcome);
        string[] told =
        [
            .. log.Entries.Where(entry => entry.Level > LogLevel.Trace).Select(entry => entry.Text), .. metrics.Tags,
            result.Reason, .. result.Limitations, .. result.FilteredBy.Keys, .. result.Problems.Select(problem => problem.ToString()),
        ];
        Assert.All(told, text => Assert.DoesNotContain(Secret, text, StringComparison.Ordinal));
        Assert.All(told, text => Assert.DoesNotContain(Number, text, StringComparison.Ordinal));

        // The exception that quotes the row is there for those who ask for it, and nothing above was silent for want of something to say.
        Assert.Contains(log.Entries, entry => entry.Level == LogLevel.Trace && entry.Text.Contains(Secret, StringComparison.Ordinal));
        Assert.Contains(log.Entries, entry => entry.Level == (everythingRefused ? LogLevel.Error : LogLevel.Warning));
        Assert.NotEmpty(metrics.Tags);
    }

    [Fact]
    public async Task ImportAsync_FetcherQuotesANumber_LogsItAtTraceOnly()
    {
        var log = new RecordingLog();
        using var metrics = new Metrics();
        await using var host = new ImportHost(register: services =>
        {
            log.Register(services);
            services.AddSingleton<IHistoryFetcher>(new QuotingFetcher());
        });
        await host.ReceiveAsync(Message("M"));

        ImportResult result = await host.ImportAsync(Some.Request with { Chats = [Jid.Parse($"{Number}@s.whatsapp.net")], Fetch = true });

        Assert.Equal(FetchEnd.NotReady, result.FetchEnd);
        string[] told =
        [
            .. log.Entries.Where(entry => entry.Level > LogLevel.Trace).Select(entry => entry.Text), .. metrics.Tags, result.Reason, result.FetchReason,
        ];
        Assert.All(told, text => Assert.DoesNotContain(Number, text, StringComparison.Ordinal));
        Assert.Contains(log.Entries, entry => entry.Level == LogLevel.Trace && entry.Text.Contains(Number, StringComparison.Ordinal));
        Assert.Contains(metrics.Tags, tag => tag.Contains(nameof(FetchStatus.NotReady), StringComparison.Ordinal));
    }

    sealed class QuotingFetcher : IHistoryFetcher
    {
        public ValueTask<FetchReply> FetchAsync(FetchRequest request, CancellationToken cancellationToken = default) =>
            throw new InvalidOperationException("No session for " + request.Anchor.Chat);
    }

    static HistorySet History() => new()
    {
        Messages =
        [
            .. Enumerable.Range(0, 40).Select(i => Message("M" + i)),
            Message(Number + "\n"), Message(""), Message("X") with { RemoteJid = Number }, Message("Y") with { RemoteJid = $"{Number}@broadcast" },
            Message("Z") with { Content = new MessageContent { Kind = MessageKind.Text, Body = Secret + new string('x', 1024 * 1024) } },
            Message("L") with { RemoteJid = "77@lid", RemoteJidAlt = $"{Number}@c.us" }, Message("K") with { RemoteJid = "77@lid", RemoteJidAlt = $"{Number}9@c.us" },
            Some.Amendment(AmendmentKind.Edit, "M1", Secret, chat: $"{Number}@c.us"), Some.Amendment(AmendmentKind.Revoke, Number + "\n", chat: $"{Number}@c.us"),
        ],
        Contacts = [.. Enumerable.Range(0, 20).Select(i => new HistoryContact { Id = $"{Number}{i}@c.us", Name = Secret, PushName = Secret })],
        Account = [Jid.Parse($"{Number}8@c.us")],
    };

    static HistoryMessage Message(string id) => Some.Text(id, $"{Number}@s.whatsapp.net", Secret) with { PushName = Secret };

    static void Refuse(MessageBatch batch, bool everything)
    {
        if (batch.Items.FirstOrDefault(item => everything || item.Key.Id == "M33") is { } item)
        {
            throw new InvalidDataException($"duplicate key: {item.Key.Chat} '{item.Body}' {Secret} {Number}");
        }
    }

    sealed class Metrics : IDisposable
    {
        readonly ConcurrentQueue<string> _tags = new();
        readonly MeterListener _listener = new();

        public Metrics()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "HistoryImport")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Keep(instrument, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Keep(instrument, tags));
            _listener.Start();
        }

        public IReadOnlyList<string> Tags => [.. _tags];

        public void Dispose() => _listener.Dispose();

        void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) => _tags.Enqueue($"{instrument.Name} {string.Join(' ', tags.ToArray())}");
    }
}

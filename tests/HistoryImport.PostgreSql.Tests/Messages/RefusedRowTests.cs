using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Messages;

/// <summary>The server quotes what it refuses. Nobody hears of it but who asks for Trace.</summary>
public sealed class RefusedRowTests : IAsyncLifetime
{
    const string Secret = "s3cret-text";
    const string Number = "5511987654321";

    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Theory]
    [InlineData("23514", "ALTER TABLE {s}.messages ADD CHECK (body NOT LIKE 's3cret%')")]
    [InlineData("22P02", "CREATE INDEX ON {s}.messages((CASE WHEN body LIKE 's3cret%' THEN body::int END))")]
    public async Task ImportAsync_ServerRefusesARowAndQuotesIt_SetsItAsideAndTellsNothing(string sqlState, string trap)
    {
        (ImportResult result, List<string> told, List<string> traced) = await ImportAsync(trap);

        Assert.Equal((ImportOutcome.CompletedWithProblems, 1L, 2L), (result.Outcome, result.Counts.Failed, result.Counts.Inserted));
        Assert.Single(result.Problems);
        AssertSilent(told);

        // The trap was one: the server did quote.
        Assert.Contains(traced, line => line.Contains(sqlState, StringComparison.Ordinal) && line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportAsync_ServerFailsAsAWholeAndQuotesARow_FailsAndTellsNothing()
    {
        (ImportResult result, List<string> told, List<string> traced) = await ImportAsync(Raise("P0001"));

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Contains("SQLSTATE P0001", result.Reason, StringComparison.Ordinal);
        AssertSilent(told);
        Assert.NotNull(result.ErrorType);
        Assert.Contains(traced, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ImportAsync_ServerFailsForAMomentAndQuotesARow_TriesAgainAndTellsNothing()
    {
        // Often enough for the repetitions to be told, not often enough to give up.
        (ImportResult result, List<string> told, List<string> traced) = await ImportAsync(
            "CREATE SEQUENCE {s}.attempts; " + Raise("40001", "nextval('{s}.attempts') <= 2 AND "));

        Assert.Equal((ImportOutcome.Completed, 3L), (result.Outcome, result.Counts.Inserted));
        Assert.Contains(told, line => line.Contains("40001", StringComparison.Ordinal) && line.StartsWith("metric", StringComparison.Ordinal));
        Assert.Contains(told, line => line.Contains("40001", StringComparison.Ordinal) && line.StartsWith("log", StringComparison.Ordinal));
        AssertSilent(told);
        Assert.Contains(traced, line => line.Contains(Secret, StringComparison.Ordinal));
    }

    // A trigger that says what no statement of ours says.
    static string Raise(string sqlState, string when = "") => $"""
        CREATE FUNCTION {"{s}"}.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
          IF {when}NEW.body LIKE 's3cret%' THEN
            RAISE EXCEPTION USING ERRCODE = '{sqlState}', MESSAGE = NEW.body || ' {Number}', DETAIL = NEW.body;
          END IF; RETURN NEW; END $$;
        CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON {"{s}"}.messages FOR EACH ROW EXECUTE FUNCTION {"{s}"}.refuse()
        """;

    async Task<(ImportResult Result, List<string> Told, List<string> Traced)> ImportAsync(string trap)
    {
        var records = new Records();
        string address = new NpgsqlConnectionStringBuilder(_schema.Source.ConnectionString) { IncludeErrorDetail = true }.ConnectionString;
        await using ServiceProvider services = new ServiceCollection()
            .AddSingleton<ILoggerFactory>(records).AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddHistoryImport().UsePostgreSql(address, options => (options.Schema, options.RetryDelay) = (_schema.Name, TimeSpan.FromMilliseconds(1)))
            .Services.BuildServiceProvider();
        HistoryMessage[] messages = [Message("A", "harmless"), Message("B", Secret), Message("C", "harmless")];
        await services.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, new HistorySet { Messages = messages });
        await _schema.QueryAsync(trap);

        using (records.Listen())
        {
            ImportResult result = await services.GetRequiredService<IHistoryImporter>()
                .ImportAsync(new ImportRequest { Connection = Some.Connection, QuietPeriod = TimeSpan.Zero });
            string[] words = [result.Reason, .. result.Limitations, .. result.Problems.Select(problem => problem.ToString())];
            return (result, [.. records.Told, .. words], [.. records.Traced]);
        }
    }

    static HistoryMessage Message(string id, string body) => Some.Message(id, Number + "@s.whatsapp.net") with
    {
        PushName = body, Content = new MessageContent { Kind = MessageKind.Text, Body = body },
    };

    static void AssertSilent(IEnumerable<string> told) => Assert.All(told, line =>
    {
        Assert.DoesNotContain(Secret, line, StringComparison.Ordinal);
        Assert.DoesNotContain(Number, line, StringComparison.Ordinal);
    });

    /// <summary>Every log line with its values and its exception, every tag of every measurement and activity.</summary>
    sealed class Records : ILoggerFactory, ILogger
    {
        readonly ConcurrentQueue<string> _told = [];
        readonly ConcurrentQueue<string> _traced = [];

        public IReadOnlyCollection<string> Told => _told;

        public IReadOnlyCollection<string> Traced => _traced;

        public MeterListener Listen()
        {
            var meters = new MeterListener
            {
                InstrumentPublished = (instrument, listener) =>
                {
                    if (instrument.Meter.Name.StartsWith("HistoryImport", StringComparison.Ordinal))
                    {
                        listener.EnableMeasurementEvents(instrument);
                    }
                },
            };
            meters.SetMeasurementEventCallback<long>((instrument, _, tags, _) => _told.Enqueue($"metric {instrument.Name} {string.Join(' ', tags.ToArray())}"));
            meters.SetMeasurementEventCallback<double>((instrument, _, tags, _) => _told.Enqueue($"metric {instrument.Name} {string.Join(' ', tags.ToArray())}"));
            meters.Start();
            ActivitySource.AddActivityListener(new ActivityListener
            {
                ShouldListenTo = source => source.Name.StartsWith("HistoryImport", StringComparison.Ordinal),
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
                ActivityStopped = activity => _told.Enqueue(
                    $"activity {activity.DisplayName} {activity.StatusDescription} {string.Join(' ', activity.TagObjects)} "
                    + string.Join(' ', activity.Events.Select(one => $"{one.Name} {string.Join(' ', one.Tags)}"))),
            });
            return meters;
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            string values = state is IEnumerable<KeyValuePair<string, object?>> named ? string.Join(' ', named) : "";
            (logLevel == LogLevel.Trace ? _traced : _told).Enqueue($"log {logLevel} {eventId.Id} {formatter(state, exception)} {values} {exception}");
        }

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}

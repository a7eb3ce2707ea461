using System.Diagnostics.Metrics;
using HistoryImport.Testing.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace HistoryImport.PostgreSql.Tests.Database;

/// <summary>An import that the database ends says in words why, and what to do.</summary>
public sealed class FailureReasonTests : IAsyncLifetime
{
    TestSchema _schema = null!;

    public async ValueTask InitializeAsync() => _schema = await TestSchema.CreateAsync();

    public async ValueTask DisposeAsync() => await _schema.DisposeAsync();

    [Fact]
    public async Task ImportAsync_PasswordRefused_FailsAndNamesTheCredentialsNotTheSecret()
    {
        ImportResult result = await ImportAsync(await PasswordServer.AddressAsync("hunter2"));

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Contains("refused the credentials. Check user, password", result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", $"{result.Reason} {result.ErrorType}", StringComparison.Ordinal);

        // The server does let in whoever knows it.
        Assert.Equal(ImportOutcome.NothingFound, (await ImportAsync(await PasswordServer.AddressAsync(PasswordServer.Password))).Outcome);
    }

    [Fact]
    public async Task ImportAsync_NoPasswordOrNoFileOfIt_FailsAtOnceAndSaysWhichAndNoSecret()
    {
        string folder = Directory.CreateTempSubdirectory("history-import-passwords-").FullName;
        try
        {
            string absent = Path.Combine(folder, "absent");
            string other = await WriteAsync("other", "elsewhere:*:*:*:hunter2");
            string wrong = await WriteAsync("wrong", "*:*:*:*:hunter2");
            string garbage = await WriteAsync("garbage", "hunter2");
            string right = await WriteAsync("right", $"*:*:*:*:{PasswordServer.Password}");

            await AssertFailsAsync(absent, $"the file with it is not there. Could not find file '{absent}'");
            await AssertFailsAsync(Path.Combine(absent, "absent"), "the file with it is not there. Could not find a part of the path");
            await AssertFailsAsync(folder, "the file with it may not be read");
            await AssertFailsAsync(garbage, "each reads host:port:database:user:password");
            await AssertFailsAsync(other, "asks for a password, and none was given. Set PGPASSWORD");
            await AssertFailsAsync(wrong, "refused the credentials");
            Assert.Equal(ImportOutcome.NothingFound, (await ImportAsync(await AddressAsync(right))).Outcome);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        async Task<string> WriteAsync(string name, string line)
        {
            string path = Path.Combine(folder, name);
            await File.WriteAllTextAsync(path, line);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            }

            return path;
        }

        static async Task<string> AddressAsync(string file) =>
            new NpgsqlConnectionStringBuilder(await PasswordServer.AddressAsync("")) { Password = null, Passfile = file }.ConnectionString;

        async Task AssertFailsAsync(string file, string reason)
        {
            ImportResult result = await ImportAsync(await AddressAsync(file));
            Assert.Equal((ImportOutcome.Failed, false), (result.Outcome, result.IsTransient));
            Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", $"{result.Reason} {result.ErrorType}", StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ImportAsync_DatabaseAbsent_FailsAndSaysToCreateIt()
    {
        ImportResult result = await ImportAsync(new NpgsqlConnectionStringBuilder(await TestServer.AddressAsync()) { Database = "nobody_made_this" }.ConnectionString);

        Assert.Equal(ImportOutcome.Failed, result.Outcome);
        Assert.Contains("'nobody_made_this' at", result.Reason, StringComparison.Ordinal);
        Assert.Contains("does not exist. Create the database", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PostgresErrorCodes.DiskFull, "There is no room left for")]
    [InlineData(PostgresErrorCodes.OutOfMemory, "is short of resources (SQLSTATE 53200)")]
    [InlineData(PostgresErrorCodes.QueryCanceled, "Raise statement_timeout")]
    [InlineData(PostgresErrorCodes.InsufficientPrivilege, "does not let this role do its work")]
    [InlineData(PostgresErrorCodes.ReadOnlySqlTransaction, "is read-only, as a standby is")]
    [InlineData(PostgresErrorCodes.SerializationFailure, "could not do the work at this moment (SQLSTATE 40001)")]
    public async Task ImportAsync_ServerFailsForGood_FailsWithTheReasonAndKeepsTheCache(string sqlState, string reason)
    {
        ImportResult result = await ImportAsync(
            _schema.Source.ConnectionString, Some.Message(), $"""
            CREATE FUNCTION {_schema.Name}.fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{sqlState}'; END $$;
            CREATE TRIGGER fail BEFORE INSERT ON {_schema.Name}.messages EXECUTE FUNCTION {_schema.Name}.fail()
            """);

        Assert.Equal((ImportOutcome.Failed, 0L), (result.Outcome, result.Counts.Inserted));
        Assert.Contains(reason, result.Reason, StringComparison.Ordinal);
        Assert.Equal((1L, 0L), (await _schema.CountAsync("cache_entries"), await _schema.CountAsync("messages")));

        await _schema.QueryAsync("DROP FUNCTION {s}.fail CASCADE");
        Assert.Equal((ImportOutcome.Completed, 1L), await OutcomeAsync(ImportAsync(_schema.Source.ConnectionString)));
    }

    [Fact]
    public async Task WriteAsync_SerializationFailure_IsDoneAgainAndCounted()
    {
        HistoryDatabase database = _schema.Open(options => options.RetryDelay = TimeSpan.FromMilliseconds(1));
        int attempts = 0;
        long counted = 0;
        using var meters = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == "history_import.postgresql.repetitions")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };

        // Other tests repeat other things meanwhile.
        string mine = PostgresErrorCodes.LockNotAvailable;
        meters.SetMeasurementEventCallback<long>((_, count, tags, _) => counted += Equals(tags[0].Value, mine) ? count : 0);
        meters.Start();

        int result = await database.WriteAsync(
            async (session, token) =>
            {
                attempts++;
                if (attempts <= 3)
                {
                    await session.RunAsync($"DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '{(attempts == 1 ? PostgresErrorCodes.SerializationFailure : mine)}'; END $$", token);
                }

                return attempts;
            },
            CancellationToken.None);

        Assert.Equal((4, 2L), (result, counted));
    }

    async Task<ImportResult> ImportAsync(string address, HistoryMessage? message = null, string? trap = null)
    {
        await using ServiceProvider services = new ServiceCollection().AddHistoryImport()
            .UsePostgreSql(address, options => (options.Schema, options.MaxRetries, options.RetryDelay) = (_schema.Name, 1, TimeSpan.FromMilliseconds(1)))
            .Services.BuildServiceProvider();
        if (message is not null)
        {
            await services.GetRequiredService<IHistoryInbox>().ReceiveAsync(Some.Connection, new HistorySet { Messages = [message] });
        }

        if (trap is not null)
        {
            await _schema.QueryAsync(trap);
        }

        return await services.GetRequiredService<IHistoryImporter>().ImportAsync(new ImportRequest { Connection = Some.Connection, QuietPeriod = TimeSpan.Zero });
    }

    static async Task<(ImportOutcome, long)> OutcomeAsync(Task<ImportResult> import)
    {
        ImportResult result = await import;
        return (result.Outcome, result.Counts.Inserted);
    }
}

using System.Reflection;
using HistoryImport.AspNetCore;
using HistoryImport.Media;
using HistoryImport.PostgreSql;
using HistoryImport.Sqlite;
using HistoryImport.Tests.Support;
using HistoryImport.WhatsApp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HistoryImport.Tests.DependencyInjection;

/// <summary>Every option of every options class: what is allowed at the ends of its range, what is not beyond, and that the refusal names both.</summary>
public sealed class OptionsTests
{
    // Options without a range, or whose refusal is a rule of its own, tested beside their package.
    static readonly string[] _withoutRange =
    [
        "HistoryImportOptions.IncludeSystemNotes", "HistoryImportOptions.KeepRaw", "HistoryImportOptions.KeepMediaKeys", "SqliteOptions.Path", "SqliteOptions.SyncRows", "SqliteOptions.SecureDelete", "PostgreSqlOptions.Schema", "PostgreSqlOptions.CreateSchema",
        "BridgeOptions.DeliveryKey", "BridgeOptions.DeliveryToken", "OfficialOptions.App", "OfficialOptions.Number", "OfficialOptions.Account",
        "GatewayOptions.EvolutionKey", "GatewayOptions.WahaKey", "ImportsOptions.MayUse", "ImportsOptions.Policy", "BridgeFetcherOptions.Door", "BridgeFetcherOptions.Key",
        "HistoryEndpointOptions.Bridge", "HistoryEndpointOptions.Official", "HistoryEndpointOptions.Gateways", "HistoryEndpointOptions.Imports", "HistoryEndpointOptions.SetAside",
        "HistoryMediaOptions.RunInBackground", "HistoryMediaOptions.TemporaryFolder", "HistoryMediaOptions.Hosts", "HistoryMediaOptions.StandIn", "GraphMediaOptions.Token", "GraphMediaOptions.Version",
    ];

    // Tested where the decoder takes them.
    static readonly Type[] _elsewhere = [typeof(HistoryDecoderOptions)];

    static readonly Dictionary<string, Range> _ranges = new()
    {
        ["HistoryImportOptions.BatchSize"] = new(1, 10_000, 0, 10_001, "1 to 10000"),
        ["HistoryImportOptions.BatchBytes"] = new(65_536, 268_435_456, 65_535, 268_435_457, "65536", "268435456"),
        ["HistoryImportOptions.Writers"] = new(1, 8, 0, 9, "1 to 8"),
        ["HistoryImportOptions.ChannelCapacity"] = new(1, 16, 0, 17, "1 to 16"),
        ["HistoryImportOptions.CacheRetention"] = new(TimeSpan.FromHours(1), TimeSpan.MaxValue, TimeSpan.FromHours(1) - TimeSpan.FromTicks(1), null, "at least one hour"),
        ["HistoryImportOptions.RowRetention"] = new(TimeSpan.FromDays(1), TimeSpan.MaxValue, TimeSpan.FromHours(23), null, "at least one day"),
        ["HistoryImportOptions.InMemoryCacheCapacity"] = new(1, int.MaxValue, 0, null, "at least 1"),
        ["HistoryImportOptions.ProgressDrainTimeout"] = new(TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.FromTicks(-1), TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(1), "zero to five minutes"),
        ["HistoryImportOptions.MaxWaitingStatuses"] = new(1L, 100_000_000L, 0L, 100_000_001L, "1 to 100000000"),
        ["HistoryImportOptions.MaxProblems"] = new(0, 10_000, -1, 10_001, "0 to 10000"),
        ["HistoryImportOptions.LongestWait"] = new(TimeSpan.FromMinutes(1), TimeSpan.FromDays(7), TimeSpan.FromSeconds(59), TimeSpan.FromDays(8), "00:01:00 to 7.00:00:00"),
        ["HistoryImportOptions.LeaseDuration"] = new(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), TimeSpan.FromSeconds(0.9), TimeSpan.FromHours(1.1), "00:00:01 to 01:00:00"),
        ["HistoryImportOptions.FetchTimeout"] = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(0.9), TimeSpan.FromMinutes(10.1), "00:00:01 to 00:10:00"),
        ["HistoryImportOptions.FetchAttempts"] = new(1, 10, 0, 11, "1 to 10"),
        ["HistoryImportOptions.FetchFailureLimit"] = new(1, 1000, 0, 1001, "1 to 1000"),
        ["HistoryImportOptions.FetchCooldown"] = new(TimeSpan.FromSeconds(1), TimeSpan.FromDays(7), TimeSpan.FromSeconds(0.9), TimeSpan.FromDays(7.1), "00:00:01 to 7.00:00:00"),
        ["HistoryImportOptions.FetchesPerHour"] = new(1, 100_000, 0, 100_001, "1 to 100000"),
        ["HistoryImportOptions.FetchesPerChatPerHour"] = new(1, 100_000, 0, 100_001, "1 to 100000"),
        ["HistoryImportOptions.AnchorTimeUnit"] = new(AnchorTimeUnit.Seconds, AnchorTimeUnit.Milliseconds, (AnchorTimeUnit)(-1), (AnchorTimeUnit)2, "Seconds or Milliseconds"),
        ["SqliteOptions.PageCacheMiB"] = new(1, 4096, 0, 4097, "1 to 4096"),
        ["SqliteOptions.BusyTimeout"] = new(TimeSpan.Zero, TimeSpan.FromMinutes(10), TimeSpan.FromTicks(-1), TimeSpan.FromMinutes(10) + TimeSpan.FromTicks(1), "0 to 00:10:00"),
        ["SqliteOptions.MaxCachedBytes"] = new(1L, long.MaxValue, 0L, null, "at least 1"),
        ["PostgreSqlOptions.MaxRetries"] = new(0, 100, -1, 101, "0 to 100"),
        ["PostgreSqlOptions.RetryDelay"] = new(TimeSpan.Zero, TimeSpan.FromSeconds(5), TimeSpan.FromTicks(-1), TimeSpan.FromSeconds(5) + TimeSpan.FromTicks(1), "0 to MaxRetryDelay"),
        ["PostgreSqlOptions.MaxRetryDelay"] = new(TimeSpan.FromMilliseconds(200), TimeSpan.FromMinutes(5), null, TimeSpan.FromMinutes(5) + TimeSpan.FromTicks(1), "00:05:00"),
        ["HistoryEndpointOptions.MaxBodyBytes"] = new(1024L, 1_073_741_824L, 1023L, 1_073_741_825L, "1024 to 1073741824"),
        ["HistoryEndpointOptions.MaxBufferedBytes"] = new(33_554_432L, long.MaxValue, 33_554_431L, null, "33554432 to"),
        ["HistoryEndpointOptions.BodyTimeout"] = new(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), TimeSpan.FromSeconds(0.9), TimeSpan.FromHours(1.1), "00:00:01 to 01:00:00"),
        ["SetAsideOptions.MaxCount"] = new(1, SetAsideOptions.MaxCountLimit, 0, SetAsideOptions.MaxCountLimit + 1, $"1 to {SetAsideOptions.MaxCountLimit}"),
        ["SetAsideOptions.MaxBytes"] = new(1_048_576L, 17_179_869_184L, 1_048_575L, 17_179_869_185L, "1048576 to 17179869184"),
        ["SetAsideOptions.Retention"] = new(TimeSpan.FromHours(1), TimeSpan.FromDays(365), TimeSpan.FromMinutes(59), TimeSpan.FromDays(366), "01:00:00 to 365.00:00:00"),
        ["ImportsOptions.MaxQueued"] = new(1, 1000, 0, 1001, "1 to 1000"),
        ["ImportsOptions.MaxParallel"] = new(1, 64, 0, 65, "1 to 64"),
        ["BridgeFetcherOptions.Timeout"] = new(TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(2), TimeSpan.FromSeconds(0.9), TimeSpan.FromMinutes(2.1), "1 second to 2 minutes"),
        ["HistoryMediaOptions.BackgroundInterval"] = new(TimeSpan.FromSeconds(1), TimeSpan.FromDays(1), TimeSpan.FromSeconds(0.9), TimeSpan.FromDays(1.1), "00:00:01 to 1.00:00:00"),
        ["HistoryMediaOptions.MaxBytes"] = new(1L, 4_294_967_296L, 0L, 4_294_967_297L, "1 to 4294967296"),
        ["HistoryMediaOptions.MaxInFlight"] = new(1, 16, 0, 17, "1 to 16"),
        ["HistoryMediaOptions.FetchGap"] = new(TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromTicks(-1), TimeSpan.FromMinutes(1.1), "00:00:00 to 00:01:00"),
        ["HistoryMediaOptions.PhoneGap"] = new(TimeSpan.Zero, TimeSpan.FromHours(1), TimeSpan.FromTicks(-1), TimeSpan.FromHours(1.1), "00:00:00 to 01:00:00"),
        ["HistoryMediaOptions.PhoneTimeout"] = new(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), TimeSpan.FromSeconds(0.9), TimeSpan.FromHours(1.1), "00:00:01 to 01:00:00"),
        ["HistoryMediaOptions.PhoneCooldown"] = new(TimeSpan.Zero, TimeSpan.FromDays(7), TimeSpan.FromTicks(-1), TimeSpan.FromDays(7.1), "00:00:00 to 7.00:00:00"),
        ["HistoryMediaOptions.FilesPerHour"] = new(1, 1_000_000, 0, 1_000_001, "1 to 1000000"),
        ["HistoryMediaOptions.FilesPerChatPerHour"] = new(1, 1_000_000, 0, 1_000_001, "1 to 1000000"),
        ["HistoryMediaOptions.RequestsPerHour"] = new(1, 100_000, 0, 100_001, "1 to 100000"),
        ["HistoryMediaOptions.RequestsPerChatPerHour"] = new(1, 100_000, 0, 100_001, "1 to 100000"),
        ["HistoryMediaOptions.RetryDelay"] = new(TimeSpan.FromSeconds(1), TimeSpan.FromHours(1), TimeSpan.FromSeconds(0.9), TimeSpan.FromHours(1.1), "00:00:01 to 01:00:00"),
        ["HistoryMediaOptions.LeaseDuration"] = new(TimeSpan.FromSeconds(10), TimeSpan.FromHours(1), TimeSpan.FromSeconds(9), TimeSpan.FromHours(1.1), "00:00:10 to 01:00:00"),
        ["PostgreSqlOptions.MaxCachedBytes"] = new(1L, long.MaxValue, 0L, null, "at least 1"),
    };

    public static TheoryData<string> Options => [.. Classes().SelectMany(Names).Except(_withoutRange)];

    [Theory]
    [MemberData(nameof(Options))]
    public void Validate_EveryOption_TakesItsEndsAndRefusesWhatLiesBeyondByNameAndRange(string option)
    {
        Assert.True(_ranges.TryGetValue(option, out Range? range), $"Say the range of {option} here.");
        Assert.Empty(Failures(option, range.Lowest));
        Assert.Empty(Failures(option, range.Highest));
        foreach (object beyond in new[] { range.Below, range.Above }.OfType<object>())
        {
            string failure = Assert.Single(Failures(option, beyond));
            Assert.Contains(option.Split('.')[1], failure, StringComparison.Ordinal);
            Assert.All(range.Words, word => Assert.Contains(word, failure, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Ranges_EveryOne_IsOfAnOption() => Assert.Empty(_ranges.Keys.Concat(_withoutRange).Except(Classes().SelectMany(Names)));

    static IEnumerable<Type> Classes() => Product.Assemblies.SelectMany(assembly => assembly.GetExportedTypes())
        .Where(type => type.IsClass && type.Name.EndsWith("Options", StringComparison.Ordinal) && !_elsewhere.Contains(type));

    static IEnumerable<string> Names(Type type) => type.GetProperties().Select(property => $"{type.Name}.{property.Name}");

    static IEnumerable<string> Failures(string option, object value)
    {
        Type type = Classes().Single(one => option.StartsWith(one.Name + ".", StringComparison.Ordinal));
        PropertyInfo property = type.GetProperty(option.Split('.')[1])!;
        var services = new ServiceCollection();
        IHistoryImportBuilder builder = services.AddHistoryImport(Set).UseMessageStore(new InMemoryMessageStore());
        _ = type == typeof(SqliteOptions) ? builder.UseSqlite("unused.db", Set) : type == typeof(PostgreSqlOptions) ? builder.UsePostgreSql("Host=h", Set) : builder;
        builder.UseWhatsAppDecoder().AddHistoryEndpoints(options =>
        {
            options.MaxBufferedBytes = long.MaxValue;
            options.Imports.MayUse = (_, _, _) => new(true);
            Array.ForEach<object>([options, options.Bridge, options.Official, options.Gateways, options.Imports, options.SetAside], Set);
        });
        builder.UseBridgeFetcher(options =>
        {
            (options.Door, options.Key) = ((_, _) => new((Uri?)null), (_, _) => new((string?)null));
            Set(options);
        });
        builder.AddHistoryMedia(Set).UseMediaFolder("unused");
        using ServiceProvider provider = services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException error)
        {
            return error.Failures;
        }

        void Set(object options)
        {
            if (options.GetType() == type)
            {
                property.SetValue(options, value);
            }
        }
    }

    sealed record Range(object Lowest, object Highest, object? Below, object? Above, params string[] Words);
}

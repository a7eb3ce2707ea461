using HistoryImport.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NSubstitute;

namespace HistoryImport.Tests.DependencyInjection;

/// <summary>Who brings which part: the host before a medium, whatever the order; two of one rank never.</summary>
public sealed class PartTests
{
    readonly ServiceCollection _services = [];

    [Fact]
    public void UseMessageStore_TypeInstanceOrFactory_IsTheStore()
    {
        var given = new InMemoryMessageStore();

        Assert.IsType<InMemoryMessageStore>(Resolve(builder => builder.UseMessageStore<InMemoryMessageStore>()));
        Assert.Same(given, Resolve(builder => builder.UseMessageStore(given)));
        Assert.Same(given, Resolve(builder => builder.UseMessageStore(_ => given)));

        static IMessageStore Resolve(Func<IHistoryImportBuilder, IHistoryImportBuilder> use)
        {
            using ServiceProvider provider = use(new ServiceCollection().AddHistoryImport()).Services.BuildServiceProvider();
            provider.GetRequiredService<IHistoryImporter>();
            return provider.GetRequiredService<IMessageStore>();
        }
    }

    [Fact]
    public void UseX_EveryPart_TakesTypesInstancesAndFactories()
    {
        foreach (Type part in new[] { typeof(IMessageStore), typeof(IMessageCache), typeof(IStateStore), typeof(IHistoryFetcher) })
        {
            string name = "Use" + part.Name[1..];
            string[] taken = [.. typeof(HistoryImportBuilderExtensions).GetMethods().Where(method => method.Name == name)
                .Select(method => method.GetParameters().ElementAtOrDefault(1)?.ParameterType switch
                {
                    null => "type",
                    var type when type == part => "instance",
                    { GenericTypeArguments.Length: 2 } => "factory",
                    _ => "wrap",
                }).Where(kind => kind != "wrap").Order()];

            Assert.Equal(["factory", "instance", "type"], taken);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void UseMessageStore_RegisteredType_IsNotMadeTwice(bool before)
    {
        if (before)
        {
            _services.AddSingleton<InMemoryMessageStore>();
        }

        _services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>();
        if (!before)
        {
            _services.AddSingleton<InMemoryMessageStore>();
        }

        using ServiceProvider provider = _services.BuildServiceProvider();

        Assert.Same(provider.GetRequiredService<InMemoryMessageStore>(), provider.GetRequiredService<IMessageStore>());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AddSingleton_OfTheContract_IsUsedWhateverTheMediumBrings(bool before)
    {
        var own = new InMemoryMessageStore();
        if (before)
        {
            _services.AddSingleton<IMessageStore>(own);
        }

        _services.AddHistoryImport().UseSqlite("unused.db");
        if (!before)
        {
            _services.AddSingleton<IMessageStore>(own);
        }

        using ServiceProvider provider = _services.BuildServiceProvider();
        provider.GetRequiredService<IHistoryImporter>();

        Assert.Same(own, provider.GetRequiredService<IMessageStore>());
        Assert.Equal("SqliteMessageCache", provider.GetRequiredService<IMessageCache>().GetType().Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void UseMessageStore_BesideAMedium_WinsInAnyOrder(bool before)
    {
        IHistoryImportBuilder builder = _services.AddHistoryImport();
        _ = before ? builder.UseMessageStore<InMemoryMessageStore>().UseSqlite("unused.db") : builder.UseSqlite("unused.db").UseMessageStore<InMemoryMessageStore>();
        using ServiceProvider provider = _services.BuildServiceProvider();

        Assert.IsType<InMemoryMessageStore>(provider.GetRequiredService<IMessageStore>());
        Assert.Equal("SqliteMessageCache", provider.GetRequiredService<IMessageCache>().GetType().Name);
        Assert.Equal("SqliteStateStore", provider.GetRequiredService<IStateStore>().GetType().Name);
        Assert.NotNull(provider.GetRequiredService<IHistoryImporter>());
    }

    [Fact]
    public void UseSqlite_SomeParts_LeavesTheOthersToAnotherMedium()
    {
        _services.AddHistoryImport().UseSqlite("unused.db", StorageParts.MessageCache | StorageParts.StateStore)
            .UsePostgreSql("Host=h;Database=d", StorageParts.MessageStore);
        using ServiceProvider provider = _services.BuildServiceProvider();

        Assert.Equal("PostgreSqlMessageStore", provider.GetRequiredService<IMessageStore>().GetType().Name);
        Assert.Equal("SqliteMessageCache", provider.GetRequiredService<IMessageCache>().GetType().Name);
        Assert.Equal("SqliteStateStore", provider.GetRequiredService<IStateStore>().GetType().Name);
    }

    [Fact]
    public void UseStorage_NoPart_IsRefused() =>
        Assert.Throws<ArgumentException>(() => _services.AddHistoryImport().UseSqlite("unused.db", StorageParts.None));

    [Fact]
    public void UseX_SecondMedium_IsAnErrorThatNamesBothAndNoSecret()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => _services.AddHistoryImport().UseSqlite("a.db").UsePostgreSql("Host=h;Database=d;Password=hunter2"));

        Assert.Contains("SQLite file 'a.db'", error.Message, StringComparison.Ordinal);
        Assert.Contains("PostgreSQL database 'd' at h", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseSqlite_TwoFiles_IsAnErrorAndOneFileTwiceIsNot()
    {
        IHistoryImportBuilder builder = _services.AddHistoryImport().UseSqlite("a.db").UseSqlite("a.db");

        var error = Assert.Throws<InvalidOperationException>(() => builder.UseSqlite("b.db"));

        Assert.Contains("'a.db'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'b.db'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseSqlite_AnotherFileForOtherParts_IsAnErrorThatNamesBoth()
    {
        IHistoryImportBuilder builder = _services.AddHistoryImport().UseSqlite("a.db", StorageParts.MessageStore);

        var error = Assert.Throws<InvalidOperationException>(() => builder.UseSqlite("b.db", StorageParts.MessageCache | StorageParts.StateStore));

        Assert.Contains("'a.db'", error.Message, StringComparison.Ordinal);
        Assert.Contains("'b.db'", error.Message, StringComparison.Ordinal);
        _services.AddHistoryImport("other").UseSqlite("b.db");
    }

    [Theory]
    [InlineData("Host=h;Database=d", "one", "Host=h;Database=d", "two")]
    [InlineData("Host=h;Database=d", "one", "Host=i;Database=d", "one")]
    public void UsePostgreSql_AnotherDatabaseOrSchema_IsAnErrorThatNamesBoth(string address, string schema, string otherAddress, string otherSchema)
    {
        IHistoryImportBuilder builder = _services.AddHistoryImport()
            .UsePostgreSql(address, StorageParts.MessageStore, options => options.Schema = schema)
            .UsePostgreSql(address, StorageParts.StateStore, options => options.Schema = schema);

        var error = Assert.Throws<InvalidOperationException>(
            () => builder.UsePostgreSql(otherAddress, StorageParts.MessageCache, options => options.Schema = otherSchema));

        Assert.Matches($"'d' at h[^']*, schema '{schema}' and .*'d' at {otherAddress[5]}[^']*, schema '{otherSchema}' are named", error.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("desk")]
    public void UseMessageStore_WrapperRoundNothing_FailsAtStartInWords(string? key)
    {
        IHistoryImportBuilder builder = key is null ? _services.AddHistoryImport() : _services.AddHistoryImport(key);
        builder.UseMessageStore((_, inner) => inner);
        using ServiceProvider provider = _services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains("wrap", error.Message, StringComparison.Ordinal);
        Assert.Contains(key ?? "UseSqlite", error.Message, StringComparison.Ordinal);
        builder.UseSqlite("unused.db");
        using ServiceProvider mended = _services.BuildServiceProvider();
        mended.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void UseMessageStore_TwoDifferent_IsAnErrorThatNamesBoth()
    {
        IHistoryImportBuilder builder = _services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>().UseMessageStore<InMemoryMessageStore>();

        var error = Assert.Throws<InvalidOperationException>(() => builder.UseMessageStore<JoinRefusingStore>());

        Assert.Contains(nameof(InMemoryMessageStore), error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(JoinRefusingStore), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddSingleton_OfAnotherStoreLater_IsAnErrorAtStart()
    {
        _services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>();
        _services.AddSingleton<IMessageStore, JoinRefusingStore>();
        using ServiceProvider provider = _services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains(nameof(InMemoryMessageStore), error.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(JoinRefusingStore), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RemoveAll_OfWhatWasNamed_LeavesThePlaceToWhatComesAfterIt()
    {
        var own = new InMemoryMessageStore();
        _services.AddHistoryImport().UseMessageStore<JoinRefusingStore>();
        _services.RemoveAll<IMessageStore>();
        using (ServiceProvider empty = _services.BuildServiceProvider())
        {
            var error = Assert.Throws<OptionsValidationException>(empty.GetRequiredService<IStartupValidator>().Validate);
            Assert.Contains("No IMessageStore is registered", error.Message, StringComparison.Ordinal);
        }

        _services.AddSingleton<IMessageStore>(own);
        using ServiceProvider provider = _services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();
        provider.GetRequiredService<IHistoryImporter>();

        Assert.Same(own, provider.GetRequiredService<IMessageStore>());
    }

    [Theory]
    [InlineData(true, "makes is null")]
    [InlineData(false, "put around the IMessageStore is null")]
    public void UseMessageStore_FactoryOrWrapperThatGivesNull_IsNamed(bool isFactory, string words)
    {
        IHistoryImportBuilder builder = _services.AddHistoryImport();
        _ = isFactory ? builder.UseMessageStore(_ => (IMessageStore)null!) : builder.UseMessageStore<InMemoryMessageStore>().UseMessageStore((_, _) => (IMessageStore)null!);
        using ServiceProvider provider = _services.BuildServiceProvider();

        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<IHistoryImporter>());

        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WithoutStore_FailsAtStartInWords()
    {
        using ServiceProvider provider = _services.AddHistoryImport("second").Services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains("UseMessageStore", error.Message, StringComparison.Ordinal);
        Assert.Contains("'second'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WithStore_Passes()
    {
        using ServiceProvider provider = _services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>().Services.BuildServiceProvider();

        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void UseMessageCache_AroundTheMediums_GetsIt()
    {
        IMessageCache own = Substitute.For<IMessageCache>();
        IMessageCache? inside = null;
        _services.AddHistoryImport().UseMessageCache((_, inner) =>
        {
            inside = inner;
            return own;
        }).UseSqlite("unused.db");
        using ServiceProvider provider = _services.BuildServiceProvider();

        Assert.Same(own, provider.GetRequiredService<IMessageCache>());
        Assert.Equal("SqliteMessageCache", inside?.GetType().Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void UseMessageStore_WrapperBesideANamedStore_IsPutAroundIt(bool before)
    {
        var given = new InMemoryMessageStore();
        IHistoryImportBuilder builder = _services.AddHistoryImport();
        _ = before ? builder.UseMessageStore(Wrap).UseMessageStore(given) : builder.UseMessageStore(given).UseMessageStore(Wrap);
        using ServiceProvider provider = _services.BuildServiceProvider();
        provider.GetRequiredService<IStartupValidator>().Validate();

        Assert.Same(given, Assert.IsType<Around>(provider.GetRequiredService<IMessageStore>()).Inside);
    }

    [Fact]
    public void UseMessageStore_TwoWrappers_IsAnErrorAndOneTwiceIsNot()
    {
        IHistoryImportBuilder builder = _services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>();
        Func<IServiceProvider, IMessageStore, IMessageStore> wrap = Wrap;
        builder.UseMessageStore(wrap).UseMessageStore(wrap);

        var error = Assert.Throws<InvalidOperationException>(() => builder.UseMessageStore((_, inner) => inner));

        Assert.Contains("Let one call of UseMessageStore put both", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void UseMessageStore_WrapperAroundWhatTheContainerHolds_IsAnErrorAtStart()
    {
        _services.AddSingleton<IMessageStore, InMemoryMessageStore>();
        _services.AddHistoryImport().UseMessageStore(Wrap);
        using ServiceProvider provider = _services.BuildServiceProvider();

        var error = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);

        Assert.Contains("Name it by UseMessageStore", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_OfTheContainer_DisposesOfWhatAFactoryMadeInsideAWrapper()
    {
        var made = Substitute.For<IMessageStore, IDisposable>();
        using (ServiceProvider provider = _services.AddHistoryImport().UseMessageStore(_ => made).UseMessageStore(Wrap).Services.BuildServiceProvider())
        {
            provider.GetRequiredService<IHistoryImporter>();
        }

        ((IDisposable)made).Received().Dispose();
    }

    [Fact]
    public void UseX_TypeInTwoImports_IsSharedByNone()
    {
        _services.AddSingleton<InMemoryMessageStore>();
        foreach (string key in (string[])["one", "two"])
        {
            _services.AddHistoryImport(key).UseMessageStore<InMemoryMessageStore>();
        }

        _services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>();
        using ServiceProvider provider = _services.BuildServiceProvider();

        IMessageStore[] stores =
            [provider.GetRequiredService<IMessageStore>(), provider.GetRequiredKeyedService<IMessageStore>("one"), provider.GetRequiredKeyedService<IMessageStore>("two")];

        Assert.Equal(3, stores.Distinct().Count());
        Assert.Same(provider.GetRequiredService<InMemoryMessageStore>(), stores[0]);
    }

    [Fact]
    public void Dispose_OfTheContainer_LeavesAGivenInstanceAlone()
    {
        var given = Substitute.For<IMessageStore, IDisposable>();
        using (ServiceProvider provider = _services.AddHistoryImport().UseMessageStore(given).Services.BuildServiceProvider())
        {
            provider.GetRequiredService<IHistoryImporter>();
        }

        ((IDisposable)given).DidNotReceive().Dispose();
    }

    [Fact]
    public async Task AddProgressSink_EveryWay_HearsOnceAndIsNotMadeTwice()
    {
        RecordingProgressSink given = new(), made = new();
        _services.AddSingleton<RecordingProgressSink>();
        _services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>()
            .AddProgressSink<RecordingProgressSink>().AddProgressSink<RecordingProgressSink>().AddProgressSink(given).AddProgressSink(_ => made);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredService<IHistoryImporter>().ImportAsync(Some.Request);

        RecordingProgressSink registered = provider.GetRequiredService<RecordingProgressSink>();
        Assert.All([registered, given, made], sink => Assert.Single(sink.Reports, report => report.Result is not null));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AddProgressSink_TypeThatIsRegisteredToo_HearsOnceAndIsNotMadeTwice(bool before)
    {
        var ends = new List<ImportProgress>();
        _services.AddSingleton(ends);
        if (before)
        {
            _services.AddSingleton<IProgressSink, EndSink>();
        }

        _services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>().AddProgressSink<EndSink>();
        if (!before)
        {
            _services.AddSingleton<IProgressSink, EndSink>();
        }

        await using ServiceProvider provider = _services.BuildServiceProvider();
        await provider.GetRequiredService<IHistoryImporter>().ImportAsync(Some.Request);

        Assert.Single(ends);
    }

    [Fact]
    public void AddHistoryImport_WithAKey_HasOptionsOfItsOwn()
    {
        _services.AddHistoryImport("desk", options => options.BatchSize = 0).UseMessageStore<InMemoryMessageStore>();
        _services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>();
        using ServiceProvider provider = _services.BuildServiceProvider();

        Assert.NotNull(provider.GetRequiredService<IHistoryImporter>());
        Assert.Throws<OptionsValidationException>(() => provider.GetRequiredKeyedService<IHistoryImporter>("desk"));
    }

    [Fact]
    public async Task AddHistoryImport_WithAKey_TakesNeitherSinkNorFetcherOfTheOneWithout()
    {
        IHistoryFetcher fetcher = Substitute.For<IHistoryFetcher>();
        var sink = new RecordingProgressSink();
        _services.AddSingleton(fetcher).AddSingleton(sink);
        _services.AddHistoryImport("desk").UseMessageStore<InMemoryMessageStore>().AddProgressSink<RecordingProgressSink>();
        await using ServiceProvider provider = _services.BuildServiceProvider();

        ImportResult result = await provider.GetRequiredKeyedService<IHistoryImporter>("desk")
            .ImportAsync(Some.Request with { Chats = [Jid.Parse(Some.Chat)], Since = DateTimeOffset.UnixEpoch, Fetch = true });

        Assert.Equal(FetchEnd.NotSupported, result.FetchEnd);
        Assert.Empty(sink.Reports);
        Assert.Empty(fetcher.ReceivedCalls());
    }

    [Fact]
    public async Task AddProgressSink_OneInstanceTwice_HearsOnce()
    {
        var sink = new RecordingProgressSink();
        _services.AddSingleton<IProgressSink>(sink);
        _services.AddHistoryImport().UseMessageStore<InMemoryMessageStore>().AddProgressSink(sink).AddProgressSink(_ => sink);
        await using ServiceProvider provider = _services.BuildServiceProvider();

        await provider.GetRequiredService<IHistoryImporter>().ImportAsync(Some.Request);

        Assert.Single(sink.Reports, report => report.Result is not null);
    }

    static IMessageStore Wrap(IServiceProvider provider, IMessageStore inner) => new Around(inner);

    sealed class EndSink(List<ImportProgress> ends) : IProgressSink
    {
        public ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
        {
            if (progress.Result is not null)
            {
                ends.Add(progress);
            }

            return ValueTask.CompletedTask;
        }
    }

    sealed class Around(IMessageStore inner) : DelegatingMessageStore(inner)
    {
        public IMessageStore Inside => Inner;
    }
}

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HistoryImport.Media.Tests.DependencyInjection;

/// <summary>What cannot be is told when the host starts, in a sentence that says how to mend it. Ranges are tested with those of the other packages.</summary>
public sealed class HistoryMediaOptionsTests
{
    public static TheoryData<string, string> Wrong() => new()
    {
        { "no hosts", "Hosts holds 0 hosts: name 1 to 16 of WhatsApp's media servers." },
        { "too many hosts", "Hosts holds 17 hosts" },
        { "evil.example", "Hosts holds 'evil.example': name hosts below whatsapp.net only" },
        { "https://mmg.whatsapp.net", "without a scheme" },
        { "mmg.whatsapp.net:8443", "a port" },
        { "mmg.whatsapp.net/x", "a path" },
        { "MMG.whatsapp.net", "in small letters" },
        { "whatsapp.net.evil.example", "below whatsapp.net only" },
        { "evilwhatsapp.net", "below whatsapp.net only" },
        { "a@.whatsapp.net", "below whatsapp.net only" },
        { "..whatsapp.net", "below whatsapp.net only" },
        { "-.whatsapp.net", "below whatsapp.net only" },
        { "", "below whatsapp.net only" },
        { "temporary folder", "TemporaryFolder is empty: set it to a folder, or to null for that of the system." },
        { "stand-in without a port", "StandIn.Port is 0: set it from 1 to 65535." },
        { "stand-in without a certificate", "StandIn.CertificateSha256 is no SHA-256" },
        { "no sink", "No media sink is named: call UseMediaFolder with a folder, or UseMediaSink with a sink of yours." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Validate_WhatCannotBe_SaysHowToMendIt(string what, string sentence)
    {
        IHistoryImportBuilder builder = Builder().AddHistoryMedia(options =>
        {
            switch (what)
            {
                case "no sink":
                    break;
                case "temporary folder":
                    options.TemporaryFolder = " ";
                    break;
                case "stand-in without a port":
                    options.StandIn = new MediaStandIn(0, new string('a', 64));
                    break;
                case "stand-in without a certificate":
                    options.StandIn = new MediaStandIn(1, null!);
                    break;
                case "no hosts":
                    options.Hosts.Clear();
                    break;
                case "too many hosts":
                    Enumerable.Range(0, 15).ToList().ForEach(i => options.Hosts.Add($"media{i}.whatsapp.net"));
                    break;
                default:
                    options.Hosts.Add(what);
                    break;
            }
        });

        Assert.Contains(sentence, Assert.Single(Failures(what == "no sink" ? builder : builder.UseMediaSink(_ => new MemorySink()))), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_SeveralAtOnce_NamesThemAll() => Assert.Equal(
        3,
        Failures(Builder().AddHistoryMedia(options => (options.MaxInFlight, options.MaxBytes) = (0, 0))).Count());

    [Fact]
    public void Validate_Defaults_AreAllowed() => Assert.Empty(Failures(Builder().AddHistoryMedia().UseMediaSink(_ => new MemorySink())));

    [Theory]
    [InlineData(null, "v23.0", "Token is not set: set what gives the token of a connection.")]
    [InlineData("token", "23", "Version is '23': set it to one such as v23.0.")]
    [InlineData("token", "v23.0/../me", "set it to one such as v23.0.")]
    [InlineData("token", null, "set it to one such as v23.0.")]
    public void Validate_Graph_SaysHowToMendIt(string? token, string? version, string sentence)
    {
        IHistoryImportBuilder builder = Builder().AddHistoryMedia().UseMediaSink(_ => new MemorySink()).AddGraphMedia(options =>
        {
            options.Token = token is null ? null : (_, _) => new(token);
            options.Version = version!;
        });

        Assert.Contains(sentence, Assert.Single(Failures(builder)), StringComparison.Ordinal);
    }

    [Fact]
    public void UseMediaSink_Twice_SaysThatThereIsOne()
    {
        IHistoryImportBuilder builder = Builder().AddHistoryMedia().UseMediaFolder("unused");

        var error = Assert.Throws<InvalidOperationException>(() => builder.UseMediaSink(_ => new MemorySink()));

        Assert.Contains("IMediaSink", error.Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => builder.UseMediaRequester(_ => new MoodyPhone()).UseMediaRequester(_ => new MoodyPhone()));
    }

    [Fact]
    public void AddHistoryMedia_Twice_AddsNothingTwiceAndConfiguresBoth()
    {
        IHistoryImportBuilder builder = Builder().AddHistoryMedia(options => options.MaxInFlight = 5);
        int count = builder.Services.Count(service => service.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService));

        builder.AddHistoryMedia(options => options.MaxBytes = 7).UseMediaSink(_ => new MemorySink());

        Assert.Equal(count, builder.Services.Count(service => service.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService)));
        using ServiceProvider provider = builder.Services.BuildServiceProvider();
        HistoryMediaOptions options = provider.GetRequiredService<IOptionsMonitor<HistoryMediaOptions>>().CurrentValue;
        Assert.Equal((5, 7L), (options.MaxInFlight, options.MaxBytes));
    }

    [Fact]
    public async Task AddHistoryMedia_TwoImportsUnderKeys_HaveTheirOwnSinks()
    {
        var services = new ServiceCollection();
        (MemorySink one, MemorySink other) = (new(), new());
        var file = EncryptedMedia.Random(1, 10);
        foreach ((string key, MemorySink sink) in new[] { ("one", one), ("other", other) })
        {
            services.AddHistoryImport(key).UseMessageStore(new InMemoryMessageStore()).AddHistoryMedia(options => options.FetchGap = TimeSpan.Zero).UseMediaSink(_ => sink)
                .AddMediaSource(_ => new Shelf(file));
        }

        await using ServiceProvider provider = services.BuildServiceProvider();
        await provider.GetRequiredKeyedService<IMessageStore>("one").UpsertAsync(
            MediaHost.Connection, new MessageBatch { Items = [MediaHost.Message("A", file.Descriptor("/a?oe=1"))] });
        await provider.GetRequiredKeyedService<IMediaRecovery>("one").RecoverAsync(MediaHost.Connection, new MediaOrder { Messages = [MediaHost.Key("A")] });

        Assert.Equal((1, 0), (one.Files.Count, other.Files.Count));
        Assert.Null(provider.GetService<IMediaRecovery>());
    }

    static IHistoryImportBuilder Builder() => new ServiceCollection().AddHistoryImport().UseMessageStore(new InMemoryMessageStore());

    static IEnumerable<string> Failures(IHistoryImportBuilder builder)
    {
        using ServiceProvider provider = builder.Services.BuildServiceProvider();
        try
        {
            provider.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (OptionsValidationException error)
        {
            return error.Failures;
        }
    }

    sealed class Shelf(EncryptedMedia file) : IMediaSource
    {
        public bool Knows(MediaFile known) => true;

        public ValueTask<MediaReply> OpenAsync(ConnectionKey connection, MediaFile known, CancellationToken cancellationToken = default) =>
            new(new MediaReply(MediaReplyStatus.Found) { Content = new MemoryStream(file.Blob) });
    }
}

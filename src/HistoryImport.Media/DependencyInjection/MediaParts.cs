using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace HistoryImport.Media;

/// <summary>The parts of the recovery of one import, put together.</summary>
sealed class MediaParts : IDisposable
{
    readonly MediaFetcher _fetcher;

    MediaParts(MediaFetcher fetcher, MediaRecovery recovery, PhoneDesk phone, MediaRemover remover, MediaWork work, MediaBackground background) =>
        (_fetcher, Recovery, Phone, Remover, Work, Background) = (fetcher, recovery, phone, remover, work, background);

    public MediaRecovery Recovery { get; }

    public PhoneDesk Phone { get; }

    public MediaRemover Remover { get; }

    public MediaWork Work { get; }

    public MediaBackground Background { get; }

    public static MediaParts Create(IServiceProvider provider, string? key)
    {
        HistoryMediaOptions options = provider.GetRequiredService<IOptionsMonitor<HistoryMediaOptions>>().Get(key);
        var time = provider.GetRequiredService<TimeProvider>();
        var telemetry = provider.GetRequiredService<Telemetry>();
        ILoggerFactory loggers = provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance;
        var sink = provider.Part<IMediaSink>(key);
        var desk = new FileDesk(provider.Part<IMessageStore>(key));
        var budget = new MediaBudget(provider.Part<IStateStore>(key), options, time);
        IMediaSource[] sources = [.. provider.Parts<IMediaSource>(key), new WhatsAppMediaSource(provider.Part<MediaHttp>(key), [.. options.Hosts])];
        var temporary = new TemporaryFiles(options, time);
        var fetcher = new MediaFetcher(desk, sources, sink, temporary, options, time, telemetry, loggers.CreateLogger<MediaFetcher>());
        var phone = new PhoneDesk(desk, budget, provider.PartOrNone<IMediaRequester>(key), options, time, telemetry, loggers.CreateLogger<PhoneDesk>());
        var remover = new MediaRemover(desk, sink, time, loggers.CreateLogger<MediaRemover>());
        var recovery = new MediaRecovery(desk, new MessageFinder(desk, provider.Part<IMessageCache>(key)), fetcher, phone, budget, remover, options, time);
        var work = new MediaWork(desk, temporary, fetcher, phone, budget, remover, options, time, loggers.CreateLogger<MediaWork>());
        return new MediaParts(fetcher, recovery, phone, remover, work, new MediaBackground(work, desk, options, time, loggers.CreateLogger<MediaBackground>()));
    }

    public void Dispose() => _fetcher.Dispose();

    public static Telemetry Measures(IServiceProvider provider) => new(provider.GetService<IMeterFactory>());
}

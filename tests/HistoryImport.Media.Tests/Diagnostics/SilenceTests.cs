using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Media.Tests.Diagnostics;

/// <summary>Whatever happens to a file: no log above Trace, no metric, no trace and no text of an object holds a number, a path, a name or a key.</summary>
public sealed class SilenceTests : IAsyncLifetime
{
    const string Secret = "hunter2";
    const string Path = "/v/t62.7118-24/hunter2.enc?ccb=11-4&oh=hunter2&oe=66F0A000";

    readonly HeardLogs _logs = new();
    readonly ConcurrentQueue<string> _told = [];
    readonly EncryptedMedia _file = EncryptedMedia.Random(1, 5000);
    readonly Faulty _source = new();
    readonly TrippingStore _store = new(new InMemoryMessageStore());
    MediaHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await MediaHost.StartAsync(
            store: _store,
            more: builder =>
            {
                builder.AddMediaSource(_ => _source);
                builder.Services.AddMetrics().AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs));
            });
        await _host.WriteAsync(MediaHost.Message(Secret, _file.Descriptor(Path) with { FileName = Secret, Url = "https://" + Secret, MimeType = "image/" + Secret }));
        _host.Serve((Path, _file.Blob));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Anything_ThatHappensToAFile_TellsNothingOfIt()
    {
        using MeterListener meters = Listen();
        using ActivityListener activities = Follow();

        // A source, a sink, a server, a phone and a database that fail, each in words of their own.
        _source.Error = new InvalidOperationException(Secret + Path);
        _host.Answer(500);
        Hear(await _host.RecoverAsync(Secret));
        _source.Error = null;
        _host.Serve((Path, _file.Blob));
        _host.Sink.BeforeStore = () => throw new IOException(Secret + Path);
        _host.Time.Advance(TimeSpan.FromHours(1));
        Hear(await _host.RecoverAsync(Secret));
        _host.Answer(404);
        _host.Phone.Throws = true;
        _host.Time.Advance(TimeSpan.FromHours(1));
        Hear(await _host.RecoverAsync(Secret, askPhone: true));
        _host.Phone.Throws = false;
        _host.Phone.Mood = asked =>
        {
            Hear(asked);
            var answer = MoodyPhone.Encrypted(asked, 1, Path);
            Hear(answer);
            return answer;
        };
        _host.Sink.BeforeStore = () => Task.CompletedTask;
        _host.Serve((Path, _file.Blob));
        Hear(await _host.RecoverAsync(Secret, askPhone: true));
        _store.Trip = name => name == nameof(IMediaLedger.ListRemovalsAsync) ? new InvalidOperationException(Secret) : null;
        await _host.Services.GetRequiredService<MediaParts>().Work.RunAsync(CancellationToken.None);
        _store.Trip = _ => null;
        _host.Sink.BeforeRemove = () => throw new IOException(Secret + Path);
        Hear(await _host.Services.GetRequiredService<IHistoryEraser>().ErasePersonAsync(MediaHost.Connection, MediaHost.Contact));

        string[] heard = [.. _logs.Lines, .. _told];
        foreach (string id in (string[])["901", "902", "903", "900"])
        {
            Assert.Contains(_logs.Lines, line => line.StartsWith(id + " ", StringComparison.Ordinal));
        }

        Assert.Contains(_told, line => line.Contains(HistoryMediaTelemetry.Fetches, StringComparison.Ordinal));
        Assert.Contains(_told, line => line.Contains(HistoryMediaTelemetry.Bytes, StringComparison.Ordinal));
        Assert.Contains(_told, line => line.Contains(HistoryMediaTelemetry.Answers, StringComparison.Ordinal));
        Assert.Contains(_told, line => line.StartsWith("media fetch", StringComparison.Ordinal));
        string[] secrets = [Secret, MediaHost.Contact.User, Path, Convert.ToBase64String(_file.Key), Convert.ToHexString(_file.Key), "mmg.whatsapp.net"];
        Assert.All(heard, line => Assert.All(secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Fetches_EachTry_IsCountedByWhatItCameTo()
    {
        using MeterListener meters = Listen();
        _host.Answer(503);
        await _host.RecoverAsync(Secret);
        _host.Serve((Path, _file.Blob));
        _host.Time.Advance(TimeSpan.FromHours(1));
        await _host.RecoverAsync(Secret);

        Assert.Equal(
            [$"{HistoryMediaTelemetry.Fetches} 1 state=Available reason=ServerBusy", $"{HistoryMediaTelemetry.Fetches} 1 state=Stored reason=None"],
            _told.Where(line => line.StartsWith(HistoryMediaTelemetry.Fetches, StringComparison.Ordinal)));
        Assert.Equal([$"{HistoryMediaTelemetry.Bytes} 5000 "], _told.Where(line => line.StartsWith(HistoryMediaTelemetry.Bytes, StringComparison.Ordinal)));
        Assert.Equal(2, _told.Count(line => line.StartsWith(HistoryMediaTelemetry.FetchDuration, StringComparison.Ordinal)));
    }

    void Hear(object told) => _told.Enqueue(told.ToString()!);

    MeterListener Listen()
    {
        // Other tests measure beside this one, by meters of other factories.
        var factory = _host.Services.GetRequiredService<IMeterFactory>();
        var listener = new MeterListener
        {
            InstrumentPublished = (instrument, heard) =>
            {
                if (instrument.Meter.Name == HistoryMediaTelemetry.MeterName && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    heard.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _told.Enqueue($"{instrument.Name} {value} {Text(tags)}"));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => _told.Enqueue($"{instrument.Name} {Text(tags)}"));
        listener.Start();
        return listener;
    }

    ActivityListener Follow()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == HistoryMediaTelemetry.ActivitySourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _told.Enqueue($"{activity.OperationName} {string.Join(' ', activity.TagObjects.Select(tag => $"{tag.Key}={tag.Value}"))} {activity.StatusDescription}"),
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) => string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));

    sealed class Faulty : IMediaSource
    {
        public Exception? Error { get; set; }

        public bool Knows(MediaFile file) => Error is not null;

        public ValueTask<MediaReply> OpenAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken = default) => throw Error!;
    }
}

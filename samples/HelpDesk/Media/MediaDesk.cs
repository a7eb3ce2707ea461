using System.Threading.Channels;
using HistoryImport.Media;

namespace HistoryImport.Samples;

/// <summary>What the page is told of the files of messages, and the files themselves.</summary>
public sealed class MediaDesk(IMediaRecovery recovery, MediaFolder folder)
{
    // By the extensions that the library gives. What a browser shows by itself is a picture of these kinds, and nothing else.
    static readonly Dictionary<string, string> _pictures = new() { [".jpg"] = "image/jpeg", [".png"] = "image/png", [".webp"] = "image/webp", [".gif"] = "image/gif" };

    /// <summary>Tells how the files of messages stand.</summary>
    public async Task<IReadOnlyDictionary<MessageKey, object>> ReadAsync(ConnectionKey line, IReadOnlyCollection<MessageKey> messages, string language, CancellationToken cancellationToken)
    {
        MediaResult result = await recovery.GetAsync(line, messages, cancellationToken);
        return result.Items.ToDictionary(item => item.Message, item => Show(item, language));
    }

    /// <summary>Loads the file of a message, and tells each step. Somebody waits for it, so the phone may be asked.</summary>
    public async IAsyncEnumerable<object> LoadAsync(
        ConnectionKey line, MessageKey message, string language, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var steps = Channel.CreateUnbounded<MediaItem>();
        Task<MediaResult> loading = LoadAsync();
        await foreach (MediaItem step in steps.Reader.ReadAllAsync(cancellationToken))
        {
            yield return Show(step, language);
        }

        await loading;

        async Task<MediaResult> LoadAsync()
        {
            try
            {
                return await recovery.RecoverAsync(line, new MediaOrder { Messages = [message], AskPhone = true }, new Steps(steps.Writer), cancellationToken);
            }
            finally
            {
                steps.Writer.Complete();
            }
        }
    }

    /// <summary>Opens the file of a message: a picture to be shown, everything else to be saved.</summary>
    public async Task<IResult> OpenAsync(ConnectionKey line, MessageKey message, CancellationToken cancellationToken)
    {
        if ((await recovery.GetAsync(line, [message], cancellationToken)).Items is not [{ Name: { } name }] || folder.OpenRead(line, name) is not { } file)
        {
            return Results.NotFound();
        }

        return _pictures.TryGetValue(Path.GetExtension(name), out string? type) ? Results.Stream(file, type) : Results.Stream(file, "application/octet-stream", name);
    }

    static object Show(MediaItem item, string language) => new
    {
        State = item.State.ToString(),
        Sentence = item.ToSentence(language),
        WasAsked = item.Since is not null,
        MayLoad = item.State switch
        {
            MediaState.Available or MediaState.Fetching or MediaState.Requested or MediaState.Pending => true,
            MediaState.Expired => item.Reason is not (MediaReason.NoPhone or MediaReason.PhoneCannotRead),
            _ => false,
        },
        IsPicture = item.Name is { } name && _pictures.ContainsKey(Path.GetExtension(name)),
        Thumbnail = item.Thumbnail.IsEmpty ? null : $"data:{TypeOf(item.Thumbnail.Span)};base64,{Convert.ToBase64String(item.Thumbnail.Span)}",
    };

    // The library gives nothing but these three.
    static string TypeOf(ReadOnlySpan<byte> picture) => picture[0] switch { 0xFF => "image/jpeg", 0x89 => "image/png", _ => "image/webp" };

    // Progress of the framework comes later, and in any order.
    sealed class Steps(ChannelWriter<MediaItem> steps) : IProgress<MediaItem>
    {
        public void Report(MediaItem value) => steps.TryWrite(value);
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;

namespace HistoryImport.Media.Tests.Support;

/// <summary>A chat of many media, and servers that have some of them, some only when asked again, some not, some damaged.</summary>
sealed class SomeChat(int count)
{
    readonly ConcurrentDictionary<int, bool> _wasBusy = [];

    /// <summary>The media of a message. The tenth of ten is that of the one before, forwarded.</summary>
    public static EncryptedMedia Media(int index) => EncryptedMedia.Random(Original(index), 100 + Original(index) * 37 % 20_000);

    public static int Original(int index) => index % 10 == 9 ? index - 1 : index;

    /// <summary>The files that can be had.</summary>
    public IEnumerable<int> Whole => Enumerable.Range(0, count).Where(index => index % 10 is not (2 or 3 or 9));

    /// <summary>How a message has to end.</summary>
    public static MediaState End(int index) => (index % 10) switch { 2 => MediaState.Refused, 3 => MediaState.Damaged, _ => MediaState.Stored };

    public IEnumerable<MessageUpsert> Messages => Enumerable.Range(0, count).Select(index =>
    {
        string path = index % 10 == 2 ? "//evil.example/x" : $"/{Original(index)}?oe=65F0A000";
        return MediaHost.Message($"M{index:D5}", Media(index).Descriptor(path)) with { Timestamp = 1_700_000_000 + index };
    });

    /// <summary>Answers as WhatsApp's servers may.</summary>
    public async Task AnswerAsync(HttpContext context)
    {
        string path = context.Request.Path.Value!;
        bool isAgain = path.StartsWith("/again/M", StringComparison.Ordinal);
        int index = int.Parse(path[(isAgain ? "/again/M".Length : 1)..], System.Globalization.CultureInfo.InvariantCulture);
        if (index % 10 == 4 && !isAgain)
        {
            // Only the phone still has it.
            context.Response.StatusCode = 404;
            return;
        }

        if (index % 10 == 5 && _wasBusy.TryAdd(index, true))
        {
            context.Response.StatusCode = 503;
            return;
        }

        byte[] blob = Media(index).Blob;
        if (index % 10 == 3)
        {
            blob[20] ^= 1;
        }

        context.Response.ContentLength = blob.Length;
        await context.Response.Body.WriteAsync(blob);
    }
}

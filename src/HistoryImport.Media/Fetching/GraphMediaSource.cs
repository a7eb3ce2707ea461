using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Json;

namespace HistoryImport.Media;

/// <summary>The official business platform, which hands media out by their ids, for a while, and not encrypted.</summary>
sealed class GraphMediaSource(MediaHttp http, GraphMediaOptions options) : IMediaSource
{
    const string Host = "graph.facebook.com";
    const int MaxAnswer = 64 * 1024;
    const int MaxId = 128;

    static readonly string[] _hosts = ["lookaside.fbsbx.com"];
    static readonly SearchValues<char> _idCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");

    public bool Knows(MediaFile file) => file.Media.Id is { Length: > 0 };

    public async ValueTask<MediaReply> OpenAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken = default)
    {
        string id = file.Media.Id!;
        if (id.Length > MaxId || id.AsSpan().ContainsAnyExcept(_idCharacters) || MediaAddress.Of(Host, $"/{options.Version}/{id}") is not { } address)
        {
            return new MediaReply(MediaReplyStatus.Refused, MediaReason.ForeignAddress);
        }

        if (await options.Token!(connection, cancellationToken).ConfigureAwait(false) is not { Length: > 0 } token)
        {
            return new MediaReply(MediaReplyStatus.Busy, MediaReason.NotAuthorised);
        }

        MediaReply told = await AskAsync(address, token, cancellationToken).ConfigureAwait(false);
        await using (told.ConfigureAwait(false))
        {
            if (told.Status != MediaReplyStatus.Found)
            {
                return told;
            }

            (string? url, byte[]? hash) = await ReadAsync(told.Content!, cancellationToken).ConfigureAwait(false);
            if (url is null)
            {
                return new MediaReply(MediaReplyStatus.Busy, MediaReason.ServerBusy);
            }

            if (MediaAddress.Told(url, _hosts) is not { } place)
            {
                return new MediaReply(MediaReplyStatus.Refused, MediaReason.ForeignAddress);
            }

            MediaReply reply = await AskAsync(place, token, cancellationToken).ConfigureAwait(false);
            return new MediaReply(reply.Status, reply.Reason)
            {
                Content = reply.Content, Length = reply.Length, Owner = reply.Owner, RetryAfter = reply.RetryAfter, IsPlain = true, Sha256 = hash,
            };
        }
    }

    async ValueTask<MediaReply> AskAsync(Uri address, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.UserAgent.ParseAdd("HistoryImport");
        MediaReply reply = await http.OpenAsync(request, cancellationToken).ConfigureAwait(false);

        // Here the token is what is refused, and another one may do.
        return reply is { Status: MediaReplyStatus.Expired, Reason: MediaReason.LinkExpired }
            ? new MediaReply(MediaReplyStatus.Busy, MediaReason.NotAuthorised)
            : reply;
    }

    static async ValueTask<(string? Url, byte[]? Hash)> ReadAsync(Stream content, CancellationToken cancellationToken)
    {
        byte[] answer = new byte[MaxAnswer];
        try
        {
            int length = await content.ReadAtLeastAsync(answer, answer.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            using var document = JsonDocument.Parse(answer.AsMemory(0, length));
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? (Text(document.RootElement, "url"), Hash(Text(document.RootElement, "sha256")))
                : (null, null);
        }
        catch (JsonException)
        {
            return (null, null);
        }
    }

    static string? Text(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    // In hexadecimal digits here, in base64 in webhooks.
    static byte[]? Hash(string? text)
    {
        byte[] hash = new byte[32];
        return text is { Length: 64 } && Convert.FromHexString(text, hash, out _, out int written) == OperationStatus.Done && written == hash.Length
            || text is { Length: 44 } && Convert.TryFromBase64String(text, hash, out written) && written == hash.Length
                ? hash
                : null;
    }
}

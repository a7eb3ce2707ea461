using System.Net;
using System.Net.Http.Headers;

namespace HistoryImport.Media;

/// <summary>Asks servers for files, and says what their answers mean.</summary>
sealed class MediaHttp : IDisposable
{
    static readonly TimeSpan _connectTimeout = TimeSpan.FromSeconds(10);
    static readonly TimeSpan _longestWait = TimeSpan.FromDays(1);

    readonly HttpClient _client;
    readonly TimeProvider _time;

    public MediaHttp(MediaTransport transport, TimeProvider time)
    {
        _time = time;
        _client = new HttpClient(transport.CreateHandler(_connectTimeout)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks for what lies at an address.</summary>
    /// <returns>What the answer means; if found, its content, which breaks off where nothing comes for long.</returns>
    public async ValueTask<MediaReply> OpenAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(IdleStream.LongestSilence, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        HttpResponseMessage response;
        try
        {
            response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new MediaReply(MediaReplyStatus.Busy, MediaReason.Unreachable);
        }
        catch (HttpRequestException error)
        {
            return error.InnerException is ForeignAddressException
                ? new MediaReply(MediaReplyStatus.Refused, MediaReason.ForeignAddress)
                : new MediaReply(MediaReplyStatus.Busy, MediaReason.Unreachable);
        }

        if (response.StatusCode == HttpStatusCode.OK)
        {
            Stream content = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            long? length = response.Content.Headers.ContentLength;
            return new MediaReply(MediaReplyStatus.Found) { Content = new IdleStream(content, length, _time), Length = length, Owner = response };
        }

        using (response)
        {
            return Meaning(response);
        }
    }

    public void Dispose() => _client.Dispose();

    MediaReply Meaning(HttpResponseMessage response) => (int)response.StatusCode switch
    {
        401 or 403 => new MediaReply(MediaReplyStatus.Expired, MediaReason.LinkExpired),
        404 or 410 => new MediaReply(MediaReplyStatus.Expired, MediaReason.LinkGone),
        408 or 425 or 429 or >= 500 => new MediaReply(MediaReplyStatus.Busy, MediaReason.ServerBusy) { RetryAfter = RetryAfter(response.Headers.RetryAfter) },
        >= 300 and < 400 => new MediaReply(MediaReplyStatus.Refused, MediaReason.Redirected),
        >= 400 => new MediaReply(MediaReplyStatus.Expired, MediaReason.LinkGone),

        // A part, or nothing at all, was not asked for.
        _ => new MediaReply(MediaReplyStatus.Busy, MediaReason.ServerBusy),
    };

    TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        TimeSpan? told = header?.Delta ?? header?.Date - _time.GetUtcNow();
        return told is { } wait && wait > TimeSpan.Zero ? wait < _longestWait ? wait : _longestWait : null;
    }
}

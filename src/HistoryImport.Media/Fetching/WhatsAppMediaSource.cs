namespace HistoryImport.Media;

/// <summary>WhatsApp's servers, which need no session: the path is signed.</summary>
sealed class WhatsAppMediaSource(MediaHttp http, IReadOnlyList<string> hosts) : IMediaSource
{
    public bool Knows(MediaFile file) => file.Media.DirectPath is not null;

    public async ValueTask<MediaReply> OpenAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken = default)
    {
        var busy = new MediaReply(MediaReplyStatus.Refused, MediaReason.ForeignAddress);
        foreach (string host in hosts)
        {
            // The path as it is: the signature is part of it. The address that the message names beside it is never looked at.
            if (MediaAddress.Of(host, file.Media.DirectPath!) is not { } address)
            {
                return new MediaReply(MediaReplyStatus.Refused, MediaReason.ForeignAddress);
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Add("Origin", "https://web.whatsapp.com");
            MediaReply reply = await http.OpenAsync(request, cancellationToken).ConfigureAwait(false);
            if (reply.Status != MediaReplyStatus.Busy)
            {
                return reply;
            }

            busy = Later(busy, reply);
        }

        return busy;
    }

    static MediaReply Later(MediaReply one, MediaReply other) => new(MediaReplyStatus.Busy, other.Reason)
    {
        RetryAfter = one.RetryAfter > other.RetryAfter || other.RetryAfter is null ? one.RetryAfter : other.RetryAfter,
    };
}

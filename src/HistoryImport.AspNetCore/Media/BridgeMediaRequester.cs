using System.Text.Json;
using HistoryImport.Media;

namespace HistoryImport.AspNetCore;

/// <summary>Asks the phone for files: <c>POST {bridge}/connections/{tenant}/{connection}/reuploads</c>. The key of a file stays here.</summary>
sealed class BridgeMediaRequester(BridgeDoor door) : IMediaRequester
{
    public async ValueTask<ReuploadStatus> RequestAsync(MediaReupload reupload, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reupload);
        var body = new ReuploadBody(reupload.Chat, reupload.MessageId, reupload.FromMe, reupload.Participant, reupload.Ciphertext, reupload.Iv);
        FetchReply reply = await door.AskAsync(
            reupload.Connection, "reuploads", JsonSerializer.SerializeToUtf8Bytes(body, DoorJsonContext.Default.ReuploadBody), cancellationToken).ConfigureAwait(false);
        return reply.Status switch
        {
            FetchStatus.Requested => ReuploadStatus.Requested,
            FetchStatus.NotSupported => ReuploadStatus.NotSupported,
            _ => ReuploadStatus.NotReady,
        };
    }
}

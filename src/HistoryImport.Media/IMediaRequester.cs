namespace HistoryImport.Media;

/// <summary>Asks the account's own phone, through the host's socket, to upload a file again. The answer comes to <see cref="IMediaAnswers"/>, late or never.</summary>
/// <remarks>Thread-safe. What it throws counts as not ready.</remarks>
public interface IMediaRequester
{
    /// <summary>Sends a request. It does not wait for the answer.</summary>
    ValueTask<ReuploadStatus> RequestAsync(MediaReupload reupload, CancellationToken cancellationToken = default);
}

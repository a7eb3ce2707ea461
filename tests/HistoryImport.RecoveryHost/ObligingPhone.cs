using HistoryImport.Media;
using Microsoft.Extensions.DependencyInjection;

namespace HistoryImport.RecoveryHost;

/// <summary>A phone that uploads what it is asked for under another path, and says so a little later.</summary>
sealed class ObligingPhone(IServiceProvider provider) : IMediaRequester
{
    public ValueTask<ReuploadStatus> RequestAsync(MediaReupload reupload, CancellationToken cancellationToken = default)
    {
        _ = Task.Run(
            async () =>
            {
                var answer = new MediaAnswer { Chat = reupload.Chat, MessageId = reupload.MessageId, Code = 1, DirectPath = $"/again/{reupload.MessageId}?oe=66F0A000" };
                await provider.GetRequiredService<IMediaAnswers>().ReceiveAsync(reupload.Connection, answer, CancellationToken.None);
            },
            CancellationToken.None);
        return new(ReuploadStatus.Requested);
    }
}

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore;

/// <summary>Gives every request an answer, whatever goes wrong: who delivers keeps what was not acknowledged.</summary>
sealed class Answering(ILogger logger)
{
    /// <summary>Answers a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="place">Where it was sent, for the log.</param>
    /// <param name="connection">Whose it is; <see langword="null"/> if that is told later.</param>
    /// <param name="answerAsync">Finds the answer; <see langword="null"/> if it has written it itself.</param>
    public async Task RunAsync(HttpContext context, string place, ConnectionKey? connection, Func<Task<Answer?>> answerAsync)
    {
        Answer? answer;
        try
        {
            answer = await answerAsync().ConfigureAwait(false);
        }
        catch (HistoryStorageException error)
        {
            Log.NotNow(logger, connection ?? SetAsideDelivery.NoTenant, error.Message);
            answer = Answer.NotNow(error.IsTransient);
        }
        catch (BadHttpRequestException error)
        {
            answer = new Answer(error.StatusCode);
        }
        catch (Exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to hear of it.
            return;
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            Log.Failed(logger, place, error.GetType().Name);
            Log.FailedDetail(logger, place, error);
            answer = Answer.NotNow(isPassing: false);
        }

        if (answer is { } known && !context.Response.HasStarted)
        {
            await known.WriteAsync(context).ConfigureAwait(false);
        }
    }
}

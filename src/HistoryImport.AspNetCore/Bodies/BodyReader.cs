using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HistoryImport.AspNetCore;

/// <summary>Reads bodies into memory, each and all of them within bounds.</summary>
sealed class BodyReader(BodyBudget budget, HistoryEndpointOptions options, TimeProvider time)
{
    // Below the size from which the runtime treats arrays as large.
    const int PieceSize = 64 * 1024;

    /// <summary>Whether the request says that it has more than is taken.</summary>
    public bool IsTooLarge(HttpRequest request) => request.ContentLength > options.MaxBodyBytes;

    /// <summary>Reads the body.</summary>
    /// <returns>The body, or else the status to answer.</returns>
    public async ValueTask<(ReceivedBody? Body, int Status)> ReadAsync(HttpContext context)
    {
        if (IsTooLarge(context.Request))
        {
            return (null, StatusCodes.Status413PayloadTooLarge);
        }

        // The bound is ours, so that the answer is, too.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = null;
        }

        using var over = new CancellationTokenSource(options.BodyTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, context.RequestAborted);
        var pieces = new List<ReadOnlyMemory<byte>>();
        long taken = 0;
        int status = 0;
        try
        {
            status = await FillAsync().ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested && !context.RequestAborted.IsCancellationRequested)
        {
            status = StatusCodes.Status408RequestTimeout;
        }
        finally
        {
            if (status != StatusCodes.Status200OK)
            {
                budget.GiveBack(taken);
            }
        }

        return status == StatusCodes.Status200OK ? (new ReceivedBody(BodyPiece.Join(pieces), budget, taken), status) : (null, status);

        async ValueTask<int> FillAsync()
        {
            long length = 0;
            while (true)
            {
                if (!budget.TryTake(PieceSize))
                {
                    return StatusCodes.Status503ServiceUnavailable;
                }

                taken += PieceSize;
                var piece = new byte[PieceSize];
                int read = await context.Request.Body.ReadAtLeastAsync(piece, piece.Length, throwOnEndOfStream: false, either.Token).ConfigureAwait(false);
                length += read;
                if (length > options.MaxBodyBytes)
                {
                    return StatusCodes.Status413PayloadTooLarge;
                }

                pieces.Add(piece.AsMemory(0, read));
                if (read < piece.Length)
                {
                    return StatusCodes.Status200OK;
                }
            }
        }
    }
}

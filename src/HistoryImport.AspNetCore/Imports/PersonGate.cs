using Microsoft.AspNetCore.Http;

namespace HistoryImport.AspNetCore;

/// <summary>Lets a person to the connections that are theirs. Who they are the application knows by then.</summary>
sealed class PersonGate(ImportsOptions options, Answering answering)
{
    /// <param name="context">The request.</param>
    /// <param name="behind">How many segments stand behind the connection in the path.</param>
    /// <param name="handleAsync">What is done for those who may.</param>
    public Task RunAsync(HttpContext context, int behind, Func<ConnectionKey, Task<Answer?>> handleAsync)
    {
        if (!RequestPath.TryReadConnection(RequestPath.Of(context), behind, out ConnectionKey? connection))
        {
            return new Answer(StatusCodes.Status404NotFound).WriteAsync(context);
        }

        return answering.RunAsync(context, connection.ToString(), connection, async () =>
            await options.MayUse!(context.User, connection, context.RequestAborted).ConfigureAwait(false)
                ? await handleAsync(connection).ConfigureAwait(false)
                : new Answer(StatusCodes.Status403Forbidden));
    }
}

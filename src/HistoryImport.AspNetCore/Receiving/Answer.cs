using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace HistoryImport.AspNetCore;

/// <summary>What is answered to who delivers.</summary>
/// <param name="Status">The status.</param>
/// <param name="Reason">A sentence for whoever reads the traffic, or nothing. Never of messages or numbers.</param>
/// <param name="RetryAfter">In how many seconds it may be tried again.</param>
readonly record struct Answer(int Status, string? Reason = null, int? RetryAfter = null)
{
    /// <summary>It cannot be kept now.</summary>
    /// <param name="isPassing">Whether that may pass by itself.</param>
    public static Answer NotNow(bool isPassing) => new(StatusCodes.Status503ServiceUnavailable, "Not now.", isPassing ? 2 : 30);

    /// <summary>The body could not be read.</summary>
    /// <param name="status">Why, as the reader of bodies tells it.</param>
    public static Answer Unread(int status) => status == StatusCodes.Status503ServiceUnavailable ? NotNow(isPassing: true) : new(status);

    public async Task WriteAsync(HttpContext context)
    {
        context.Response.StatusCode = Status;
        if (RetryAfter is { } seconds)
        {
            context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (Reason is not null)
        {
            context.Response.ContentType = "text/plain; charset=utf-8";
            await context.Response.WriteAsync(Reason, context.RequestAborted).ConfigureAwait(false);
        }
    }
}

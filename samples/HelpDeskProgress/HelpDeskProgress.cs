using System.Globalization;
using System.Text.Json;

namespace HistoryImport.Samples;

/// <summary>Shows the progress of one import to the front ends of a help desk of the Whaticket family, which stay as they are.</summary>
/// <remarks>One for each <see cref="ImportRequest.ProgressSink"/>. History is streamed, so <c>all</c> is what has been read so far,
/// not what will have come in the end, and <c>this</c> is what of it is safe or was not wanted; neither decreases.</remarks>
public sealed class HelpDeskProgress : IProgressSink
{
    readonly Func<string, JsonElement, CancellationToken, ValueTask> _emit;
    readonly HelpDeskOptions _options;
    readonly string _event;
    readonly bool _isTicket;
    long _dealtWith, _read;

    /// <param name="emit">Sends an event of a name to the sockets of the company, and nobody else's.</param>
    /// <param name="companyId">The company.</param>
    /// <param name="ticketId">The ticket whose chat is imported; <see langword="null"/> for the whole connection.</param>
    /// <param name="options">What differs from the defaults.</param>
    public HelpDeskProgress(
        Func<string, JsonElement, CancellationToken, ValueTask> emit, string companyId, string? ticketId = null, HelpDeskOptions? options = null)
    {
        (_emit, _options, _isTicket) = (emit, options ?? new HelpDeskOptions(), ticketId is not null);
        _event = (_isTicket ? _options.TicketEvent : _options.ConnectionEvent)
            .Replace("{companyId}", companyId, StringComparison.Ordinal)
            .Replace("{ticketId}", ticketId, StringComparison.Ordinal);
    }

    /// <summary>Whether the end is one to be shown as an error: the run broke off, nothing it read could be kept, or the phone
    /// brought nothing and did not say that there is nothing.</summary>
    public static bool IsError(ImportResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Outcome switch
        {
            ImportOutcome.CompletedWithProblems when DealtWith(result.Counts) == 0 => true,
            ImportOutcome.Completed or ImportOutcome.CompletedWithProblems or ImportOutcome.NothingFound or ImportOutcome.Declined =>
                result.Counts.Inserted == 0 && PhoneFailed(result.FetchEnd),
            _ => true,
        };
    }

    /// <summary>Says in a line how an import ended.</summary>
    public static string Describe(ImportResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        bool ranThrough = result.Outcome is ImportOutcome.Completed or ImportOutcome.CompletedWithProblems or ImportOutcome.NothingFound or ImportOutcome.Declined;
        string news = !ranThrough ? result.Reason
            : string.Create(CultureInfo.InvariantCulture, $"{result.Counts.Inserted} new messages.")
                + (result.Outcome == ImportOutcome.CompletedWithProblems ? " " + result.Reason : "");
        return result.FetchEnd is null or FetchEnd.NotNeeded or FetchEnd.Covered or FetchEnd.Exhausted ? news : $"{news} {result.FetchReason}";
    }

    /// <inheritdoc/>
    public async ValueTask ReportAsync(ImportProgress progress, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(progress);
        if (progress.Result?.Outcome == ImportOutcome.AlreadyRunning)
        {
            return; // The other run tells how far it is; a word from here would hide that.
        }

        bool isMore = progress.Counts.Read > _read;
        (_dealtWith, _read) = (Math.Max(_dealtWith, DealtWith(progress.Counts)), Math.Max(_read, progress.Counts.Read));
        HelpDeskStatus status = progress.Result is { } result ? Ended(result)
            : _isTicket ? OfTicket(progress, isMore)
            : OfConnection(progress);
        await _emit(_event, new HelpDeskPayload("update", status).ToJson(), cancellationToken).ConfigureAwait(false);
        if (progress.Result is not null)
        {
            // Nobody is left with a bar that stands still, even if the run no longer waits.
            TimeSpan delay = _options.RefreshAfter ?? TimeSpan.FromSeconds(_isTicket ? 3 : 1);
            await Task.Delay(delay, _options.Time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _emit(_event, new HelpDeskPayload("refresh").ToJson(), CancellationToken.None).ConfigureAwait(false);
        }
    }

    HelpDeskStatus OfConnection(ImportProgress progress) => progress.Phase is ImportPhase.Preparing or ImportPhase.Waiting
        ? new(-1, -1)
        : new(_dealtWith, _read, "IMPORTING", Local(progress.Oldest, "dd/MM/yy HH:mm:ss"));

    HelpDeskStatus OfTicket(ImportProgress progress, bool isMore) => progress.Phase switch
    {
        ImportPhase.Preparing or ImportPhase.Waiting => new(0, 0, "PREPARING", _options.PreparingText),
        ImportPhase.Fetching when _read == 0 => new(0, -1, "FETCHING", _options.FetchingText),

        // Once there is something to show, the bar stays.
        ImportPhase.Fetching when !isMore => new(_dealtWith, _read, "FETCHING", _options.FetchingText),
        _ => new(_dealtWith, _read, "IMPORTING", Local(progress.Oldest, "dd/MM/yyyy")),
    };

    HelpDeskStatus Ended(ImportResult result) =>
        IsError(result) ? new(_dealtWith, _read, "ERROR", _options.EndText(result))
        : _isTicket ? new(_dealtWith, _read, "COMPLETED", _options.EndText(result))
        : new(_dealtWith, _read, "COMPLETED", Local(_options.Time.GetUtcNow(), "dd/MM/yy HH:mm:ss"));

    string? Local(DateTimeOffset? time, string format) =>
        time is { } moment ? TimeZoneInfo.ConvertTime(moment, _options.TimeZone).ToString(format, CultureInfo.InvariantCulture) : null;

    static long DealtWith(ImportCounts counts) => counts.Read - counts.Invalid - counts.Failed;

    static bool PhoneFailed(FetchEnd? end) => end is FetchEnd.NoAnchor or FetchEnd.NoProgress or FetchEnd.TimedOut
        or FetchEnd.NotSupported or FetchEnd.NotReady or FetchEnd.BudgetUsed;
}

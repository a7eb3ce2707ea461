namespace HistoryImport;

/// <summary>Keeps requests to the phone within bounds: so many an hour, and none for a while after too many went unanswered.</summary>
/// <remarks>Each shows on a person's lock screen; the numbers are those of WhatsApp's own web client where it has one.</remarks>
sealed class FetchBudget(IStateStore state, HistoryImportOptions options, TimeProvider time, ConnectionKey connection, Jid chat)
{
    const string Key = "fetch-budget";

    static readonly TimeSpan _window = TimeSpan.FromHours(1);

    readonly StateDocument<FetchUsage> _ofConnection = new(state, connection, Key, FetchJsonContext.Default.FetchUsage);

    readonly StateDocument<FetchUsage> _ofChat = new(state, connection, $"{Key}/{chat.Value}", FetchJsonContext.Default.FetchUsage);

    /// <summary>How many requests this run took and did not give back.</summary>
    public int Taken { get; private set; }

    /// <summary>Takes one request from the budget.</summary>
    /// <param name="byPerson">Whether a person insists: then the chat's own cooldown does not count.</param>
    /// <param name="cancellationToken">Cancels before the change.</param>
    /// <returns>Why there is none left; <see langword="null"/> if it was taken.</returns>
    public async ValueTask<FetchVerdict?> TakeAsync(bool byPerson, CancellationToken cancellationToken) =>
        await RefusalAsync(_ofConnection, "connection", options.FetchesPerHour, false, cancellationToken).ConfigureAwait(false)
        ?? await RefusalAsync(_ofChat, "chat", options.FetchesPerChatPerHour, byPerson, cancellationToken).ConfigureAwait(false)
        ?? await TakeAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>Gives back a request that was never sent.</summary>
    public ValueTask GiveBackAsync(CancellationToken cancellationToken)
    {
        Taken--;
        return ChangeBothAsync(usage => usage is { Requests: > 0 } ? usage with { Requests = usage.Requests - 1 } : null, cancellationToken);
    }

    /// <summary>Counts what became of a request.</summary>
    public ValueTask RecordAsync(bool answered, CancellationToken cancellationToken) =>
        ChangeBothAsync(usage => answered ? Answered(usage) : Unanswered(usage ?? new FetchUsage { Since = time.GetUtcNow() }), cancellationToken);

    static FetchUsage? Answered(FetchUsage? usage) =>
        usage is { Failures: > 0 } or { CooldownUntil: not null } ? usage with { Failures = 0, CooldownUntil = null } : null;

    FetchUsage Unanswered(FetchUsage usage) => usage.Failures + 1 < options.FetchFailureLimit
        ? usage with { Failures = usage.Failures + 1 }
        : usage with { Failures = 0, CooldownUntil = time.GetUtcNow() + options.FetchCooldown };

    async ValueTask<FetchVerdict?> RefusalAsync(
        StateDocument<FetchUsage> document, string who, int atMost, bool byPerson, CancellationToken cancellationToken)
    {
        (FetchUsage? usage, _) = await document.ReadAsync(cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = time.GetUtcNow();
        if (!byPerson && usage?.CooldownUntil > now)
        {
            return FetchVerdict.BudgetUsed(who, $"asked {options.FetchFailureLimit} times in a row without an answer", usage.CooldownUntil.Value);
        }

        return usage is not null && now < usage.Since + _window && usage.Requests >= atMost
            ? FetchVerdict.BudgetUsed(who, $"asked {usage.Requests} times within an hour", usage.Since + _window)
            : null;
    }

    async ValueTask<FetchVerdict?> TakeAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        await ChangeBothAsync(
            usage => usage is null || now >= usage.Since + _window
                ? (usage ?? new FetchUsage()) with { Since = now, Requests = 1 }
                : usage with { Requests = usage.Requests + 1 },
            cancellationToken).ConfigureAwait(false);
        Taken++;
        return null;
    }

    async ValueTask ChangeBothAsync(Func<FetchUsage?, FetchUsage?> change, CancellationToken cancellationToken)
    {
        TimeSpan kept = _window + options.FetchCooldown;
        await _ofConnection.UpdateAsync(change, kept, cancellationToken).ConfigureAwait(false);
        await _ofChat.UpdateAsync(change, kept, cancellationToken).ConfigureAwait(false);
    }
}

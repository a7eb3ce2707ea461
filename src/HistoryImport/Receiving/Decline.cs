namespace HistoryImport;

/// <summary>Whether the business declined to share its history with the official platform: kept, for the platform says it once.</summary>
sealed class Decline(IStateStore state, ConnectionKey connection)
{
    public const string Key = "declined";

    static readonly byte[] _yes = [1];
    static readonly byte[] _no = [0];

    public async ValueTask<bool> IsToldAsync(CancellationToken cancellationToken) =>
        IsYes(await state.GetAsync(connection, Key, cancellationToken).ConfigureAwait(false));

    /// <summary>Remembers what a set says of it. A business that shares its history after all has joined the platform anew.</summary>
    public async ValueTask RememberAsync(HistorySet set, CancellationToken cancellationToken)
    {
        if (!set.IsDeclined && !set.IsSharedHistory())
        {
            return;
        }

        while (true)
        {
            StateValue? known = await state.GetAsync(connection, Key, cancellationToken).ConfigureAwait(false);
            if (IsYes(known) == set.IsDeclined
                || await state.TrySetAsync(connection, Key, set.IsDeclined ? _yes : _no, known?.Version ?? 0, null, cancellationToken).ConfigureAwait(false) is not null)
            {
                return;
            }
        }
    }

    static bool IsYes(StateValue? value) => value?.Value.Span.SequenceEqual(_yes) == true;
}

using System.Buffers.Binary;

namespace HistoryImport;

/// <summary>Which of the amendments that wait a run offers: those that do not rest, or all.</summary>
/// <remarks>Whoever writes a row ends the rest of what it may be for. That persons turn out to be one ends none, so whoever comes first
/// afterwards offers all of its chats, and notes it. A note holds for a day at most: an instance of an earlier release, which ends
/// no rest, may write beside this one.</remarks>
sealed class WaitingOffers(ImportRequest request, JoinLedger ledger, IStateStore state, bool mayRest, bool editsMakeRows)
{
    static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    bool _offersAll;
    int _changes;

    /// <summary>Gets or sets whether anything waits.</summary>
    public bool AnyWaits { get; set; }

    /// <summary>Where it is noted: for the whole connection, and for what this request asks for.</summary>
    public static IEnumerable<string> KeysOf(ImportRequest request, ImportScope scope) => ((string[])[KeyOf(ImportScope.All, true), KeyOf(scope, request.IncludeGroups)]).Distinct();

    /// <summary>Decides.</summary>
    /// <returns>How those rest that are to be offered; <see langword="null"/> among them for all.</returns>
    public async ValueTask<IReadOnlyList<AmendmentRest?>> BeginAsync(CancellationToken cancellationToken)
    {
        await ledger.CatchUpAsync(cancellationToken).ConfigureAwait(false);
        _changes = ledger.Changes;
        _offersAll = !mayRest || _changes > 0 || !await IsNotedAsync(cancellationToken).ConfigureAwait(false);
        return _offersAll ? [null] : editsMakeRows ? [AmendmentRest.None, AmendmentRest.InWindows] : [AmendmentRest.None];
    }

    /// <summary>Notes that all was offered, by what is known now of who is who. Losing a race only costs a repeat.</summary>
    public async ValueTask NoteAsync(CancellationToken cancellationToken)
    {
        if (mayRest && _offersAll && AnyWaits && ledger.Changes == _changes)
        {
            string key = KeyOf(ImportScope.Of(request.Chats, ledger.Identities), request.IncludeGroups);
            StateValue? noted = await state.GetAsync(request.Connection, key, cancellationToken).ConfigureAwait(false);
            await state.TrySetAsync(request.Connection, key, Known(), noted?.Version ?? 0, _longest, cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask<bool> IsNotedAsync(CancellationToken cancellationToken)
    {
        foreach (string key in KeysOf(request, ImportScope.Of(request.Chats, ledger.Identities)))
        {
            StateValue? noted = await state.GetAsync(request.Connection, key, cancellationToken).ConfigureAwait(false);
            if (noted is not null && noted.Value.Span.SequenceEqual(Known()))
            {
                return true;
            }
        }

        return false;
    }

    byte[] Known()
    {
        byte[] value = new byte[2 * sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(value, ledger.Known.Aliases);
        BinaryPrimitives.WriteInt64LittleEndian(value.AsSpan(sizeof(long)), ledger.Known.Joined);
        return value;
    }

    static string KeyOf(ImportScope scope, bool includeGroups) => "offered/" + scope.Name + (includeGroups ? "" : "/persons");
}

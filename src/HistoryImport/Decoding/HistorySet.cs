using System.Collections.ObjectModel;

namespace HistoryImport;

/// <summary>One delivery of the socket, or a bounded part of one.</summary>
/// <remarks>Everything but the messages is a hint: sockets drop and merge it. Immutable; the library keeps no reference after a call.</remarks>
public sealed record HistorySet
{
    /// <summary>Gets the messages, in any order.</summary>
    public IReadOnlyList<HistoryMessage> Messages { get; init => field = value ?? []; } = [];

    /// <summary>Gets what is said of chats.</summary>
    public IReadOnlyList<HistoryChat> Chats { get; init => field = value ?? []; } = [];

    /// <summary>Gets what is said of persons.</summary>
    public IReadOnlyList<HistoryContact> Contacts { get; init => field = value ?? []; } = [];

    /// <summary>Gets the pairs of LID and number that were told apart from chats and contacts.</summary>
    public IReadOnlyList<JidClaim> Claims { get; init => field = value ?? []; } = [];

    /// <summary>Gets what could not be read, or not as it was sent.</summary>
    public IReadOnlyList<DecodeProblem> Problems { get; init => field = value ?? []; } = [];

    /// <summary>Gets how many items were read in which form, by the decoder's word for it, such as <c>web-message-info</c>.</summary>
    public IReadOnlyDictionary<string, int> Forms { get; init => field = value ?? ReadOnlyDictionary<string, int>.Empty; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>Gets how many items were understood and hold no history, by what they are, such as <c>presence.update</c>. They are no problem.</summary>
    public IReadOnlyDictionary<string, int> WithoutHistory { get; init => field = value ?? ReadOnlyDictionary<string, int>.Empty; } = ReadOnlyDictionary<string, int>.Empty;

    /// <summary>Gets why it was delivered.</summary>
    public HistorySyncType? SyncType { get; init; }

    /// <summary>Gets how far the delivery is, 0 to 100, if told.</summary>
    public int? Progress { get; init; }

    /// <summary>Gets the phase of the official business platform's history it is of: 0 the last day before the number was joined, 1 up to day 90, 2 up to
    /// day 180; <see langword="null"/> if not told. A phase without messages never comes.</summary>
    public int? Phase { get; init; }

    /// <summary>Gets whether it says that the business declined to share its history: none will come.</summary>
    public bool IsDeclined { get; init; }

    /// <summary>Gets whether this is a further part of the set before: decoders cut what is large.</summary>
    public bool IsContinuation { get; init; }

    /// <summary>Gets the number of the chunk, if told.</summary>
    public long? ChunkOrder { get; init; }

    /// <summary>Gets the request this answers (<c>peerDataRequestSessionId</c>).</summary>
    public string? RequestId { get; init; }

    /// <summary>Gets the JIDs of the account it belongs to: its number, its LID, or both; empty if unknown.</summary>
    public IReadOnlyList<Jid> Account { get; init => field = value ?? []; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(HistorySet)} {{ {nameof(SyncType)} = {SyncType}, {nameof(Messages)} = {Messages.Count}, {nameof(Chats)} = {Chats.Count}, {nameof(Problems)} = {Problems.Count} }}";
}

namespace HistoryImport;

/// <summary>What a store is to erase, a piece at a time.</summary>
public sealed record ErasureOrder
{
    /// <summary>Gets every JID of the chats of which all rows, reactions and names go.</summary>
    public IReadOnlyList<Jid> Chats { get; init => field = value ?? []; } = [];

    /// <summary>Gets every JID of the persons of whom everything goes that they sent or reacted by in groups, what reacted to them, and their names.</summary>
    public IReadOnlyList<Jid> Persons { get; init => field = value ?? []; } = [];

    /// <summary>Gets whether all of the connection goes. Then nothing else is named.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Gets the time in Unix seconds before which all rows go, with their reactions; <see langword="null"/> for none. Then nothing else is named.</summary>
    public long? OlderThan { get; init; }

    /// <summary>Gets the time in Unix seconds before which all rows lose the key of their media, and their raw payload, which holds it too;
    /// <see langword="null"/> for none. Then nothing else is named.</summary>
    public long? MediaKeysOlderThan { get; init; }

    /// <summary>Gets texts: a raw payload of any row of the connection that holds one, as bytes of UTF-8, is emptied, and a row of kind
    /// <see cref="MessageKind.System"/> whose body names one (<see cref="IsNamedIn"/>) goes, with its reactions: nobody wrote it, and one that is delivered
    /// after the erasure is not kept either.</summary>
    public IReadOnlyList<string> Addresses { get; init => field = value ?? []; } = [];

    /// <summary>Gets how far the steps before came (<see cref="ErasureStep.Next"/>); <see langword="null"/> for the first.</summary>
    public string? After { get; init; }

    /// <summary>Tells whether a body names one of <see cref="Addresses"/>: as a word, or as all digits of one, so that a longer number that begins like it does not.</summary>
    /// <param name="body">The body of a system note.</param>
    public bool IsNamedIn(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        return Addresses.Count > 0 && AddressWords.AnyInText(body, Addresses.Contains);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ErasureOrder)} {{ {nameof(Chats)} = {Chats.Count}, {nameof(Persons)} = {Persons.Count}, {nameof(IsWhole)} = {IsWhole} }}";
}

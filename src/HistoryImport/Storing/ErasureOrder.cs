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

    /// <summary>Gets texts: a raw payload of any row of the connection that names one (<see cref="IsNamedIn(ReadOnlySpan{byte})"/>) is emptied, and a row of kind
    /// <see cref="MessageKind.System"/> whose body names one (<see cref="IsNamedIn(string)"/>) goes, with its reactions: nobody wrote it. What is delivered after
    /// the erasure is looked through in the same way.</summary>
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

    /// <summary>Tells whether a raw payload names one of <see cref="Addresses"/>, as a word or as all digits of one. A payload that does holds its bytes in UTF-8, and so a
    /// database may look for those first.</summary>
    /// <param name="payload">The raw payload, as it came.</param>
    public bool IsNamedIn(ReadOnlySpan<byte> payload) => Addresses.Count > 0 && AddressWords.Any(payload, Addresses.Contains);

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(ErasureOrder)} {{ {nameof(Chats)} = {Chats.Count}, {nameof(Persons)} = {Persons.Count}, {nameof(IsWhole)} = {IsWhole} }}";
}

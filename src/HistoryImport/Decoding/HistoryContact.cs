namespace HistoryImport;

/// <summary>What a history set says of a person.</summary>
public sealed record HistoryContact
{
    /// <summary>Gets the person as WhatsApp spells the address.</summary>
    public required string Id { get; init; }

    /// <summary>Gets the phone number, if told.</summary>
    public string? NumberJid { get; init; }

    /// <summary>Gets the LID, if told.</summary>
    public string? LidJid { get; init; }

    /// <summary>Gets the name in the account's address book.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the name the person gives himself.</summary>
    public string? PushName { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(HistoryContact);
}

namespace HistoryImport;

/// <summary>One media file of a connection, and how far its recovery has come. Messages that share it, as forwarded ones do, have one in common.</summary>
public sealed record MediaFile
{
    /// <summary>Gets what tells it from the others of its connection; see <see cref="MediaFileId"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Gets how often it was written; 0 of one that never was.</summary>
    public long Version { get; init; }

    /// <summary>Gets how far it has come.</summary>
    public MediaState State { get; init; }

    /// <summary>Gets why.</summary>
    public MediaReason Reason { get; init; }

    /// <summary>Gets since when.</summary>
    public DateTimeOffset Since { get; init; }

    /// <summary>Gets when there is something to do about it; while it is fetched, until when nobody else may. <see langword="null"/> for never.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Gets the kind of the message that told of it, which says how its keys are made.</summary>
    public MessageKind Kind { get; init; }

    /// <summary>Gets whether it is not encrypted, as in channels.</summary>
    public bool IsPlain { get; init; }

    /// <summary>Gets its keys, hashes and size, and its freshest path. No file name and no address.</summary>
    public required MediaDescriptor Media { get; init; }

    /// <summary>Gets how fresh the path is: of two the greater stays, and of equally fresh ones the greater by bytes.</summary>
    public long PathRank { get; init; }

    /// <summary>Gets the name the sink has it under, or will: random, so that it tells nothing.</summary>
    public required string Name { get; init; }

    /// <summary>Gets its length in bytes, once stored.</summary>
    public long? Length { get; init; }

    /// <summary>Gets how often in a row it was tried in vain.</summary>
    public int Failures { get; init; }

    /// <summary>Gets how often what came in its place could not be it.</summary>
    public int Mismatches { get; init; }

    /// <summary>Gets how often the phone was asked.</summary>
    public int Requests { get; init; }

    /// <summary>Gets when the phone was asked last.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Gets the id of the message the phone was asked about last.</summary>
    public string? AskedId { get; init; }

    /// <summary>Gets the JID of the chat of that message, as it was named to the phone. A store forgets it with the chat.</summary>
    public string? AskedChat { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(MediaFile)} {{ {nameof(State)} = {State}, {nameof(Reason)} = {Reason} }}";
}

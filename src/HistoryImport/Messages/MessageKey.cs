namespace HistoryImport;

/// <summary>Identifies a message within a connection.</summary>
/// <remarks>An id is chosen by its sender, so the id alone identifies nothing.</remarks>
/// <param name="Chat">The canonical chat.</param>
/// <param name="Sender">The canonical sender of somebody else's group message; none otherwise.</param>
/// <param name="FromMe">Whether our own account sent it.</param>
/// <param name="Id">The id, at most 128 bytes.</param>
public readonly record struct MessageKey(Jid Chat, Jid Sender, bool FromMe, string Id)
{
    /// <summary>Gets the id, at most 128 bytes; empty in the default value, which is the key of no message.</summary>
    public string Id { get => field ?? ""; init => field = Some(value); } = Some(Id);

    /// <inheritdoc/>
    public override string ToString() => nameof(MessageKey);

    // One form of none, so that the default value equals it.
    static string Some(string? id) => string.IsNullOrEmpty(id) ? null! : id;
}

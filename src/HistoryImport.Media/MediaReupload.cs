namespace HistoryImport.Media;

/// <summary>What the phone is asked: to upload the file of a message again.</summary>
public sealed record MediaReupload
{
    /// <summary>Gets whose phone.</summary>
    public required ConnectionKey Connection { get; init; }

    /// <summary>Gets the chat, as WhatsApp spelled it where that is known.</summary>
    public required string Chat { get; init; }

    /// <summary>Gets the id of the message; the answer bears it.</summary>
    public required string MessageId { get; init; }

    /// <summary>Gets whether our own account sent it.</summary>
    public bool FromMe { get; init; }

    /// <summary>Gets who sent it to a group; <see langword="null"/> elsewhere.</summary>
    public string? Participant { get; init; }

    /// <summary>Gets the key of the file, for sockets that encrypt the request themselves. A secret.</summary>
    public ReadOnlyMemory<byte> MediaKey { get; init; }

    /// <summary>Gets the request as it goes into <c>enc_p</c>, for sockets that send it as it is.</summary>
    public ReadOnlyMemory<byte> Ciphertext { get; init; }

    /// <summary>Gets what goes into <c>enc_iv</c> beside it.</summary>
    public ReadOnlyMemory<byte> Iv { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(MediaReupload);
}

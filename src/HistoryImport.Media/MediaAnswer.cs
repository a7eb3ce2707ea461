namespace HistoryImport.Media;

/// <summary>What came from the phone about a file it was asked for: encrypted, or an error, or decrypted by the socket.</summary>
public sealed record MediaAnswer
{
    /// <summary>Gets the chat, in any spelling.</summary>
    public required string Chat { get; init; }

    /// <summary>Gets the id of the message.</summary>
    public required string MessageId { get; init; }

    /// <summary>Gets the answer as it stands in <c>enc_p</c>; empty if it is none of that kind.</summary>
    public ReadOnlyMemory<byte> Ciphertext { get; init; }

    /// <summary>Gets what stands in <c>enc_iv</c> beside it.</summary>
    public ReadOnlyMemory<byte> Iv { get; init; }

    /// <summary>Gets the code of an error, or the result that the socket decrypted: 1 success, 2 not found, 3 the phone could not read the request, else an error.</summary>
    public int? Code { get; init; }

    /// <summary>Gets the new path, where the socket decrypted the answer.</summary>
    public string? DirectPath { get; init; }

    /// <inheritdoc/>
    public override string ToString() => nameof(MediaAnswer);
}

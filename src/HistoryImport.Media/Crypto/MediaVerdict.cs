namespace HistoryImport.Media;

/// <summary>What a file turned out to be.</summary>
/// <param name="Reason">Why it is not the one; none if it is.</param>
/// <param name="Length">Its length in bytes, decrypted.</param>
readonly record struct MediaVerdict(MediaReason Reason, long Length)
{
    /// <summary>Gets whether the bytes as they came are the file: it is not encrypted, though its message holds a key.</summary>
    public bool IsPlain { get; init; }

    public bool IsVerified => Reason == MediaReason.None;
}

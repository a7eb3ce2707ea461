namespace HistoryImport.Media;

/// <summary>What a file has to be.</summary>
sealed record ExpectedMedia
{
    /// <summary>Gets the key; <see langword="null"/> of what is not encrypted.</summary>
    public byte[]? Key { get; init; }

    /// <summary>Gets what WhatsApp calls the keys made of it.</summary>
    public string Use { get; init; } = "";

    public byte[]? Sha256 { get; init; }

    public byte[]? EncryptedSha256 { get; init; }

    /// <summary>Gets how many bytes are taken at most.</summary>
    public long MaxBytes { get; init; } = long.MaxValue;

    public override string ToString() => nameof(ExpectedMedia);
}

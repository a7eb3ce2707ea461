namespace HistoryImport.Media;

/// <summary>A file that was verified, on its way to the sink.</summary>
/// <param name="Name">The name the sink is to know it by: random, and no path. The same again is the same file.</param>
/// <param name="Path">Where it lies for now. The sink may move it away; what it leaves is removed.</param>
/// <param name="Length">Its length in bytes.</param>
public sealed record VerifiedMedia(string Name, string Path, long Length)
{
    /// <summary>Gets the type its sender claims. It says nothing about what the bytes are: serve nothing by it that a browser would run.</summary>
    public string? MimeType { get; init; }

    /// <summary>Opens it for reading.</summary>
    public Stream OpenRead() => new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 81920, useAsync: true);

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(VerifiedMedia)} {{ {nameof(Length)} = {Length} }}";
}

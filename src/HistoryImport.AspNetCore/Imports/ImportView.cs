namespace HistoryImport.AspNetCore;

/// <summary>How an import stands.</summary>
/// <param name="IsQueued">Whether it waits or runs.</param>
/// <param name="Status">What is known of its last run; <see langword="null"/> if there was none.</param>
sealed record ImportView(bool IsQueued, ImportStatus? Status)
{
    public override string ToString() => $"{nameof(ImportView)} {{ {nameof(IsQueued)} = {IsQueued} }}";
}

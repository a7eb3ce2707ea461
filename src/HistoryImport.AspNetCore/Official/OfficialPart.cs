namespace HistoryImport.AspNetCore;

/// <summary>One change out of a webhook, with as much around it as makes it a webhook again.</summary>
/// <param name="Account">The platform's id of the business account, if told.</param>
/// <param name="Number">The platform's id of the number, if told.</param>
/// <param name="Body">The webhook of this change alone.</param>
readonly record struct OfficialPart(string? Account, string? Number, ReadOnlyMemory<byte> Body)
{
    public override string ToString() => nameof(OfficialPart);
}

namespace HistoryImport.AspNetCore;

/// <summary>What a door is asked for: a file, by a request that only the phone can read.</summary>
sealed record ReuploadBody(string Chat, string Id, bool FromMe, string? Participant, ReadOnlyMemory<byte> Ciphertext, ReadOnlyMemory<byte> Iv)
{
    public override string ToString() => nameof(ReuploadBody);
}

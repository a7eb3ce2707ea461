namespace HistoryImport.AspNetCore;

/// <summary>What a door is asked.</summary>
sealed record FetchBody(int Count, string Chat, string Id, bool FromMe, long Time)
{
    public override string ToString() => nameof(FetchBody);
}

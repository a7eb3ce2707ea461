namespace HistoryImport.Samples;

/// <summary>Who wants to log in.</summary>
public sealed record Credentials(string? User, string? Password)
{
    public override string ToString() => User ?? "";
}

namespace HistoryImport.AspNetCore;

/// <summary>The secrets of an app at the official business platform.</summary>
/// <param name="Secret">The app secret, by which the platform signs.</param>
/// <param name="VerifyToken">What the host wrote beside the address of the webhook.</param>
public sealed record OfficialApp(string Secret, string VerifyToken)
{
    /// <inheritdoc/>
    public override string ToString() => nameof(OfficialApp);
}

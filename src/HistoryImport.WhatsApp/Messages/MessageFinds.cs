namespace HistoryImport.WhatsApp;

/// <summary>What a message told beside itself.</summary>
struct MessageFinds
{
    /// <summary>Whether it had a key.</summary>
    public bool HasKey { get; set; }

    /// <summary>Pairs of LID and number.</summary>
    public List<JidClaim>? Claims { get; private set; }

    /// <summary>Adds a pair, if the two are one LID and one number.</summary>
    public void AddClaim(string? one, string? other)
    {
        if (one is not null && other is not null && JidClaim.TryCreate(one, other) is { } claim)
        {
            (Claims ??= []).Add(claim);
        }
    }
}

namespace HistoryImport.AspNetCore;

/// <summary>Who may deliver as the official business platform, and to which connection what it tells belongs.</summary>
/// <remarks>The address of the webhook ends in a name that the host gives each of its apps. Numbers are looked up with that name, so that the secret of one
/// app reaches the connections of no other.</remarks>
public sealed class OfficialOptions
{
    /// <summary>Gets or sets what tells the secrets of an app by its name; it answers <see langword="null"/> for a name that is none.</summary>
    public Func<string, CancellationToken, ValueTask<OfficialApp?>>? App { get; set; }

    /// <summary>Gets or sets what tells whose a number is: the name of the app, and the platform's id of the number (<c>metadata.phone_number_id</c>). It answers
    /// <see langword="null"/> for a number that is nobody's; what was told of it is set aside under no tenant.</summary>
    public Func<string, string, CancellationToken, ValueTask<ConnectionKey?>>? Number { get; set; }

    /// <summary>Gets or sets what tells all connections of a business account: the name of the app, and the platform's id of the account (<c>entry.id</c>). Where
    /// there is exactly one, what names no number belongs to it; else that is set aside under no tenant.</summary>
    public Func<string, string, CancellationToken, ValueTask<IReadOnlyList<ConnectionKey>>>? Account { get; set; }

    internal bool IsDecided => App is not null;
}

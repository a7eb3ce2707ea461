namespace HistoryImport.WhatsApp;

/// <summary>A conversation of history: with whom it is, as far as that has come.</summary>
sealed class OfficialThread
{
    /// <summary>The address of its id.</summary>
    public string? Id { get; set; }

    /// <summary>The phone number its context names.</summary>
    public string? Number { get; set; }

    /// <summary>The user id its context names.</summary>
    public string? UserId { get; set; }

    public string? Chat => Id ?? Number ?? UserId;
}

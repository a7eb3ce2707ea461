namespace HistoryImport.WhatsApp;

/// <summary>A container that is open.</summary>
sealed class JsonFrame(JsonScope scope, JsonEvent? owner)
{
    public JsonScope Scope => scope;

    /// <summary>The event it belongs to.</summary>
    public JsonEvent? Owner => owner;

    public bool IsObject => scope is JsonScope.Event or JsonScope.Chat;

    public JsonExpectation Expects { get; set; }

    /// <summary>The property at hand.</summary>
    public int Field { get; set; }

    /// <summary>Whether its messages may only repeat what the event says elsewhere.</summary>
    public bool IsPreview { get; init; }

    /// <summary>Whose messages these are.</summary>
    public string? ChatId { get; init; }

    /// <summary>What its messages leave open, if the chat's id has not come yet.</summary>
    public ForwardedChat? Forwarded { get; set; }

    /// <summary>How many items or properties there were.</summary>
    public int Count { get; set; }

    public ChatDraft Chat;
}

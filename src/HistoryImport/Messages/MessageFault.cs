namespace HistoryImport;

/// <summary>Why a message can never become anything: the one rule, for what imports and for what only looks.</summary>
static class MessageFault
{
    const string NoChat = "it names no chat";
    const string ChatIsNoJid = "its chat is no JID";
    const string NoId = "it has no id";

    static readonly string _idIsUnusable = $"its id is longer than {WireIds.MaxBytes} bytes or holds a control character";
    static readonly string _textIsTooLong = $"a text field is longer than {WireText.MaxBytes} bytes";

    public static string OfChat(string? chat) => string.IsNullOrEmpty(chat) ? NoChat : ChatIsNoJid;

    /// <summary>Gets what is wrong with an id; <see langword="null"/> if nothing is.</summary>
    public static string? OfId(string? id) => WireIds.IsValid(id) ? null : string.IsNullOrEmpty(id) ? NoId : _idIsUnusable;

    /// <summary>Gets what is wrong with a message; <see langword="null"/> if nothing is.</summary>
    public static string? Of(HistoryMessage message)
    {
        if (message.IsHomeless)
        {
            return OfId(message.Id) ?? OfText(message);
        }

        if (!Jid.TryParse(message.Chat, out Jid chat))
        {
            return OfChat(message.Chat);
        }

        // What nobody wants has no faults.
        return ChatFilter.ReasonAgainst(chat.Kind) is not null ? null
            : OfId(message.Id) ?? (message.Amendment is { } amendment && !WireIds.IsValid(amendment.TargetId) ? null : OfText(message));
    }

    /// <summary>Gets what is wrong with its texts; <see langword="null"/> if nothing is.</summary>
    public static string? OfText(HistoryMessage message)
    {
        bool isTooLong = message.Content is { } content
            ? WireContent.IsTooLong(content) || message.Amendment is null && WireText.IsTooLong(message.PushName)
            : WireText.IsTooLong(message.Amendment?.Text);
        return isTooLong ? _textIsTooLong : null;
    }
}

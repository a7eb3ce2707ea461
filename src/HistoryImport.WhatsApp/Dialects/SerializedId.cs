namespace HistoryImport.WhatsApp;

/// <summary>The parts of an id of the form <c>fromMe_chat_id</c> or <c>fromMe_chat_id_participant</c>.</summary>
readonly record struct SerializedId(bool? FromMe, string? Chat, string? Id, string? Participant)
{
    /// <summary>Whether a text begins as such an id does.</summary>
    public static bool IsOne(ReadOnlySpan<byte> text) => (text.StartsWith("false_"u8) || text.StartsWith("true_"u8)) && text.Contains((byte)'@');

    /// <summary>Takes an id apart; one of another form is the id alone.</summary>
    public static SerializedId Parse(string? text)
    {
        var alone = new SerializedId(null, null, Texts.OrNull(text), null);
        if (text is null)
        {
            return alone;
        }

        bool fromMe = text.StartsWith("true_", StringComparison.Ordinal);
        int chat = text.IndexOf('_', StringComparison.Ordinal) + 1;
        if (!fromMe && !text.StartsWith("false_", StringComparison.Ordinal))
        {
            return alone;
        }

        // A user may hold an underscore, a server may not.
        int at = text.IndexOf('@', chat);
        int id = at < 0 ? 0 : text.IndexOf('_', at) + 1;
        if (id == 0)
        {
            return alone;
        }

        int participant = text.IndexOf('_', id) + 1;
        return participant == 0
            ? new SerializedId(fromMe, text[chat..(id - 1)], Texts.OrNull(text[id..]), null)
            : new SerializedId(fromMe, text[chat..(id - 1)], Texts.OrNull(text[id..(participant - 1)]), Texts.OrNull(text[participant..]));
    }
}

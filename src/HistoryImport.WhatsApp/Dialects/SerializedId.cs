namespace HistoryImport.WhatsApp;

/// <summary>The parts of an id of the form <c>fromMe_chat_id</c> or <c>fromMe_chat_id_participant</c>.</summary>
readonly record struct SerializedId(bool? FromMe, string? Chat, string? Id, string? Participant)
{
    /// <summary>Whether a text begins as such an id does.</summary>
    public static bool IsOne(ReadOnlySpan<byte> text) => (text.StartsWith("false_"u8) || text.StartsWith("true_"u8)) && text.Contains((byte)'@');

    /// <summary>Takes the id at hand apart; one of another form is the id alone.</summary>
    public static SerializedId Read(ref JsonFieldReader reader)
    {
        if (!reader.IsText)
        {
            reader.Skip();
            return default;
        }

        ReadOnlySpan<byte> text = reader.PlainText();
        bool fromMe = text.StartsWith("true_"u8);
        int chat = text.IndexOf((byte)'_') + 1;

        // A user may hold an underscore, a server may not.
        int at = text[chat..].IndexOf((byte)'@');
        int id = at < 0 ? 0 : IndexBehind(text, chat + at);
        if (!fromMe && !text.StartsWith("false_"u8) || id == 0)
        {
            return new SerializedId(null, null, OrNull(ref reader, text), null);
        }

        int participant = IndexBehind(text, id);
        return participant == 0
            ? new SerializedId(fromMe, reader.SpellingOf(text[chat..(id - 1)]), OrNull(ref reader, text[id..]), null)
            : new SerializedId(
                fromMe, reader.SpellingOf(text[chat..(id - 1)]), OrNull(ref reader, text[id..(participant - 1)]), OrNull(ref reader, text[participant..]));
    }

    // Behind the next underscore; 0 if there is none.
    static int IndexBehind(ReadOnlySpan<byte> text, int from)
    {
        int found = text[from..].IndexOf((byte)'_');
        return found < 0 ? 0 : from + found + 1;
    }

    static string? OrNull(ref JsonFieldReader reader, ReadOnlySpan<byte> part) => part.IsEmpty ? null : reader.TextOf(part);
}

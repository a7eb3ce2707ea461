namespace HistoryImport.WhatsApp;

/// <summary>What is inside an id of the official business platform (<c>wamid.…</c>, and the form before 2022): the id that sockets know the message by,
/// and who sent it.</summary>
/// <remarks>
/// <para>One message has several such ids: they differ in how they name the other side, by phone number, by business-scoped user id, or, in history, by
/// the business's own number. <see cref="FromMe"/> and <see cref="StanzaId"/> are the same in all of them. Take the chat from elsewhere.</para>
/// <para>The form is not documented by WhatsApp, so what does not decode to its last byte is no such id. Immutable.</para>
/// </remarks>
public readonly record struct Wamid
{
    /// <summary>The longest text that is looked at, in characters.</summary>
    public const int MaxLength = 512;

    const string Prefix = "wamid.";

    /// <summary>Gets whom it names: the phone number or business-scoped user id of somebody, or a group; none if of a kind that is not known.</summary>
    public Jid Remote { get; private init; }

    /// <summary>Gets whether the business sent the message.</summary>
    public bool FromMe { get; private init; }

    /// <summary>Gets the id by which sockets know the message (<c>key.id</c>): 1 to 128 bytes without control characters; empty if what stands there is none.</summary>
    public string StanzaId { get => field ?? ""; private init => field = value.Length == 0 ? null! : value; }

    /// <summary>Gets who sent a message of a group; none if it does not say.</summary>
    public Jid Participant { get; private init; }

    /// <summary>Takes an id apart.</summary>
    /// <param name="text">The id, as the platform spells it; either alphabet of Base64, with padding or without.</param>
    /// <param name="wamid">What is inside.</param>
    /// <returns>Whether it decodes to its last byte. Nothing is allocated by a length that the text claims.</returns>
    public static bool TryParse(string? text, out Wamid wamid)
    {
        var draft = new WamidDraft { ReadsAddresses = true };
        bool isOne = TryRead(text, ref draft);
        wamid = isOne ? new Wamid { Remote = draft.Remote, FromMe = draft.FromMe, StanzaId = draft.StanzaId, Participant = draft.Participant } : default;
        return isOne;
    }

    /// <summary>Takes out of an id what does not depend on how it names the other side.</summary>
    internal static bool TryParse(string? text, out bool fromMe, out string stanzaId)
    {
        var draft = default(WamidDraft);
        bool isOne = TryRead(text, ref draft);
        (fromMe, stanzaId) = isOne ? (draft.FromMe, draft.StanzaId) : (false, "");
        return isOne;
    }

    static bool TryRead(string? text, ref WamidDraft draft)
    {
        if (text is null or { Length: 0 or > MaxLength })
        {
            return false;
        }

        bool isOlder = !text.StartsWith(Prefix, StringComparison.Ordinal);
        Span<byte> bytes = stackalloc byte[text.Length];
        return Base64Text.TryDecode(isOlder ? text : text.AsSpan(Prefix.Length), bytes, out int length)
            && (isOlder ? draft.TryReadOlder(bytes[..length]) : draft.TryRead(bytes[..length]));
    }

    /// <inheritdoc/>
    public override string ToString() => nameof(Wamid);
}

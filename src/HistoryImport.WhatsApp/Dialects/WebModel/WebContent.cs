namespace HistoryImport.WhatsApp;

/// <summary>Finds out what a message of WhatsApp Web's model says.</summary>
static class WebContent
{
    /// <returns><see langword="null"/> if it says nothing.</returns>
    public static MessageContent? Of(in WebDraft draft, ReadOnlySpan<byte> raw)
    {
        if (KindOf(draft) is not { } kind)
        {
            return null;
        }

        // Who says whether there is media has taken thumbnails out of the body.
        string? text = draft.Words.TextOf(kind, isBodyText: draft.HasMedia is not null);
        if (kind == MessageKind.Text && text is null)
        {
            return null;
        }

        MediaDescriptor? media = WebType.IsMedia(kind) ? draft.Media.ToDescriptor() : null;
        return new MessageContent
        {
            Kind = kind,
            Body = text ?? (kind == MessageKind.Document ? media?.FileName : null) ?? "",
            Media = media,
            Raw = raw.ToArray(),
        };
    }

    static MessageKind? KindOf(in WebDraft draft)
    {
        if (draft.Type is { } type and not WebType.Unknown)
        {
            return WebType.KindOf(type) is MessageKind.Location && draft.Words.IsLive ? MessageKind.LiveLocation : WebType.KindOf(type);
        }

        ref readonly WebWords words = ref draft.Words;
        return words.HasPlace ? words.IsLive ? MessageKind.LiveLocation : MessageKind.Location
            : words.HasCards ? MessageKind.Contact
            : words.HasPoll ? MessageKind.Poll
            : draft.HasMedia == true && WebType.KindOfMedia(draft.Media.MimeType) is { } media ? media
            : words.Words is not null && (draft.Type is null || draft.HasMedia is not null) ? MessageKind.Text
            : draft.HasMedia == true || draft.Type is not null ? MessageKind.Unsupported
            : null;
    }
}

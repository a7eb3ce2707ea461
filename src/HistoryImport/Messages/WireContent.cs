namespace HistoryImport;

/// <summary>The texts of a content, as <see cref="WireText"/> wants them.</summary>
static class WireContent
{
    /// <summary>Tells whether a text of it is longer than a store has to take.</summary>
    public static bool IsTooLong(MessageContent content) =>
        WireText.IsTooLong(content.Body)
        || content.Media is { } media
            && (WireText.IsTooLong(media.FileName) || WireText.IsTooLong(media.MimeType) || WireText.IsTooLong(media.Url) || WireText.IsTooLong(media.DirectPath));

    /// <summary>Gets what a message says as a store takes it: clean, with its version, and apart from it the id by which the official road hands its media
    /// out.</summary>
    public static (MessageContent Content, ContentVersion Version, string? MediaId) Of(HistoryMessage message)
    {
        MessageContent content = Clean(message.Content!);
        if (content.Media is not { } media || media.Id is null && message.WireId is null)
        {
            return (content, ContentVersion.Of(content), null);
        }

        content = content with { Media = media with { Id = null } };
        return (content, ContentVersion.OfMediaById(content), WireIds.IsValid(media.Id, WireIds.MaxWireIdBytes) ? media.Id : null);
    }

    /// <summary>Takes out what no database keeps. What is clean already stays the same object.</summary>
    public static MessageContent Clean(MessageContent content)
    {
        string body = WireText.Clean(content.Body);
        MediaDescriptor? media = content.Media is { } raw ? Clean(raw) : null;
        return ReferenceEquals(body, content.Body) && ReferenceEquals(media, content.Media) ? content : content with { Body = body, Media = media };
    }

    static MediaDescriptor Clean(MediaDescriptor media)
    {
        string? mimeType = Cleaned(media.MimeType);
        string? fileName = Cleaned(media.FileName);
        string? url = Cleaned(media.Url);
        string? directPath = Cleaned(media.DirectPath);
        return ReferenceEquals(mimeType, media.MimeType) && ReferenceEquals(fileName, media.FileName)
            && ReferenceEquals(url, media.Url) && ReferenceEquals(directPath, media.DirectPath)
            ? media
            : media with { MimeType = mimeType, FileName = fileName, Url = url, DirectPath = directPath };

        static string? Cleaned(string? text) => text is null ? null : WireText.Clean(text);
    }
}

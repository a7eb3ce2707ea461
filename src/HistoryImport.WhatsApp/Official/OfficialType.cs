namespace HistoryImport.WhatsApp;

/// <summary>The types of messages of the official business platform.</summary>
static class OfficialType
{
    public const int Reaction = 3;
    public const int Edit = 4;
    public const int Revoke = 5;

    // Content: behind these numbers the kind.
    const int Content = 100;

    static readonly FieldNames _names = FieldNames.Of(
        ("text", Of(MessageKind.Text)), ("image", Of(MessageKind.Image)), ("video", Of(MessageKind.Video)), ("audio", Of(MessageKind.Audio)), ("voice", Of(MessageKind.Voice)),
        ("document", Of(MessageKind.Document)), ("sticker", Of(MessageKind.Sticker)), ("location", Of(MessageKind.Location)), ("contacts", Of(MessageKind.Contact)),
        ("button", Of(MessageKind.InteractiveReply)), ("interactive", Of(MessageKind.Interactive)), ("template", Of(MessageKind.Interactive)),
        ("order", Of(MessageKind.Commerce)), ("product", Of(MessageKind.Commerce)), ("products", Of(MessageKind.Commerce)), ("system", Of(MessageKind.System)),
        ("reaction", Reaction), ("edit", Edit), ("revoke", Revoke));

    /// <summary>Gets the type at hand; <see cref="IFieldReader.Unknown"/> for one that is not known.</summary>
    public static int? Read(ref JsonFieldReader reader)
    {
        if (reader.IsText)
        {
            return _names.Find(reader.Text);
        }

        reader.Skip();
        return null;
    }

    /// <summary>Gets the kind of content that a type stands for; unsupported for any other.</summary>
    public static MessageKind KindOf(int? type) => type >= Content ? (MessageKind)(type - Content) : MessageKind.Unsupported;

    public static bool IsMedia(MessageKind kind) =>
        kind is MessageKind.Image or MessageKind.Video or MessageKind.Audio or MessageKind.Voice or MessageKind.Document or MessageKind.Sticker;

    static int Of(MessageKind kind) => Content + (int)kind;
}

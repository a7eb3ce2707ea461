namespace HistoryImport;

/// <summary>What stands in a row whose message was never seen as it was sent first.</summary>
static class EditedContent
{
    /// <summary>The content of a row that only an edit made. What it shows is in the edit.</summary>
    public static MessageContent None { get; } = new() { Kind = MessageKind.Text };

    /// <summary>Gets what stays of content that came marked as edited, and its version: below any content that did not.</summary>
    public static (MessageContent Content, ContentVersion Version) Of(MessageContent content) => content.Kind == MessageKind.Text
        ? (None, ContentVersion.EditAlone)
        : (content, ContentVersion.OfEdited(content));
}

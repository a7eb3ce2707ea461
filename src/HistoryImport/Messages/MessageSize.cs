namespace HistoryImport;

/// <summary>A rough size in bytes, for keeping batches small.</summary>
static class MessageSize
{
    const int Fixed = 512;

    public static int Of(HistoryMessage message) => Of(message.Content, message.Amendment);

    public static int Of(MessageContent? content, MessageAmendment? amendment) =>
        Fixed + 2 * (content?.Body.Length ?? 0) + (content?.Raw.Length ?? 0) + 2 * (amendment?.Text.Length ?? 0);
}

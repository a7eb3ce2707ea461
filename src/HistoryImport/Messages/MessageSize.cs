namespace HistoryImport;

/// <summary>A rough size in bytes, for keeping batches small.</summary>
static class MessageSize
{
    const int Fixed = 512;

    public static int Of(HistoryMessage message) =>
        Fixed + 2 * (message.Content?.Body.Length ?? 0) + (message.Content?.Raw.Length ?? 0) + 2 * (message.Amendment?.Text.Length ?? 0);
}

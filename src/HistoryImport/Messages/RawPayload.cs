namespace HistoryImport;

/// <summary>Leaves out payloads, for hosts that keep none.</summary>
static class RawPayload
{
    public static HistoryMessage Without(HistoryMessage message) =>
        message.Content is { Raw.IsEmpty: false } content ? message with { Content = content with { Raw = default } } : message;
}

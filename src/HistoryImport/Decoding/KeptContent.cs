namespace HistoryImport;

/// <summary>Leaves out of contents what the host keeps none of.</summary>
static class KeptContent
{
    public static HistorySet Of(HistorySet set, HistoryImportOptions options) =>
        IsAll(options) ? set : set with { Messages = [.. set.Messages.Select(message => Of(message, options))] };

    public static HistoryMessage Of(HistoryMessage message, HistoryImportOptions options)
    {
        if (message.Content is not { } content || IsAll(options))
        {
            return message;
        }

        if (!options.KeepRaw && !content.Raw.IsEmpty)
        {
            content = content with { Raw = default };
        }

        if (!options.KeepMediaKeys && content.Media is { Key: not null } media)
        {
            content = content with { Media = media with { Key = null } };
        }

        return ReferenceEquals(content, message.Content) ? message : message with { Content = content };
    }

    static bool IsAll(HistoryImportOptions options) => options is { KeepRaw: true, KeepMediaKeys: true };
}

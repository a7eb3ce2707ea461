namespace HistoryImport;

/// <summary>Which kinds of chat nobody ever wants, and what they are called in the counts.</summary>
static class ChatFilter
{
    public static string? ReasonAgainst(JidKind kind) => kind switch
    {
        JidKind.Number or JidKind.Lid or JidKind.Bsuid or JidKind.Group => null,
        JidKind.Status => FilterReasons.Status,
        JidKind.BroadcastList => FilterReasons.BroadcastList,
        JidKind.Newsletter => FilterReasons.Newsletter,
        JidKind.Call => FilterReasons.CallSignalling,
        JidKind.Bot => FilterReasons.Bot,
        JidKind.Messenger => FilterReasons.Messenger,
        JidKind.Interop => FilterReasons.Interop,
        JidKind.Announcement => FilterReasons.Announcement,
        JidKind.Server => FilterReasons.Server,
        _ => FilterReasons.UnknownServer,
    };
}

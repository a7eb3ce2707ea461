namespace HistoryImport;

/// <summary>Which kinds of chat nobody ever wants, and what they are called in the counts.</summary>
static class ChatFilter
{
    public static string? ReasonAgainst(JidKind kind) => kind switch
    {
        JidKind.Number or JidKind.Lid or JidKind.Bsuid or JidKind.Group => null,
        JidKind.Status => "status",
        JidKind.BroadcastList => "broadcast-list",
        JidKind.Newsletter => "newsletter",
        JidKind.Call => "call-signalling",
        JidKind.Bot => "bot",
        JidKind.Messenger => "messenger",
        JidKind.Interop => "interop",
        JidKind.Announcement => "announcement",
        JidKind.Server => "server",
        _ => "unknown-server",
    };
}

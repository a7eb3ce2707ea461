namespace HistoryImport;

/// <summary>Why a message becomes no row though nothing is wrong with it. Counts are kept under these words, and under those of the decoder.</summary>
static class FilterReasons
{
    // Not asked for.
    public const string OtherChat = "other-chat";
    public const string Group = "group";
    public const string OutsideWindow = "outside-window";
    public const string SystemNote = "system-note";

    // Not kept by the host, whoever asks.
    public const string TooOld = "too-old";
    public const string Deleted = "deleted";
    public const string Erased = "erased";

    // Chats that nobody wants.
    public const string Status = "status";
    public const string BroadcastList = "broadcast-list";
    public const string Newsletter = "newsletter";
    public const string CallSignalling = "call-signalling";
    public const string Bot = "bot";
    public const string Messenger = "messenger";
    public const string Interop = "interop";
    public const string Announcement = "announcement";
    public const string Server = "server";
    public const string UnknownServer = "unknown-server";

    // Nothing that could be a row.
    public const string Empty = "empty";
    public const string NoTarget = "no-target";
    public const string NoStatus = "no-status";
}

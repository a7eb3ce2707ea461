namespace HistoryImport.WhatsApp;

/// <summary>What WhatsApp Web calls the kinds of messages.</summary>
static class WebType
{
    /// <summary>A type that is not known.</summary>
    public const int Unknown = 0;

    public const int Revoked = 100;
    public const int Protocol = 101;
    public const int Ciphertext = 102;
    public const int Notice = 103;
    public const int Album = 104;
    public const int PollVote = 105;
    public const int Pin = 106;
    public const int Keep = 107;
    public const int Reaction = 108;
    public const int Encrypted = 109;
    public const int Text = 110;
    public const int Unsupported = 111;

    // The number of a kind stands for it.
    static readonly FieldNames _types = FieldNames.Of(
        ("chat", Text), ("image", (int)MessageKind.Image), ("video", (int)MessageKind.Video), ("gif", (int)MessageKind.Video), ("ptv", (int)MessageKind.VideoNote),
        ("ptt", (int)MessageKind.Voice), ("audio", (int)MessageKind.Audio), ("document", (int)MessageKind.Document), ("sticker", (int)MessageKind.Sticker),
        ("sticker-pack", (int)MessageKind.Sticker), ("sticker_pack", (int)MessageKind.Sticker),
        ("location", (int)MessageKind.Location), ("live_location", (int)MessageKind.LiveLocation),
        ("vcard", (int)MessageKind.Contact), ("multi_vcard", (int)MessageKind.Contact),
        ("poll_creation", (int)MessageKind.Poll), ("poll_result_snapshot", (int)MessageKind.Poll),
        ("event_creation", (int)MessageKind.Event), ("scheduled_event_creation", (int)MessageKind.Event),
        ("groups_v4_invite", (int)MessageKind.Invite), ("newsletter_admin_invite", (int)MessageKind.Invite), ("newsletter_follower_invite", (int)MessageKind.Invite),
        ("list", (int)MessageKind.Interactive), ("buttons", (int)MessageKind.Interactive), ("hsm", (int)MessageKind.Interactive),
        ("interactive", (int)MessageKind.Interactive), ("native_flow", (int)MessageKind.Interactive), ("template", (int)MessageKind.Interactive),
        ("list_response", (int)MessageKind.InteractiveReply), ("buttons_response", (int)MessageKind.InteractiveReply),
        ("template_button_reply", (int)MessageKind.InteractiveReply), ("interactive_response", (int)MessageKind.InteractiveReply),
        ("native_flow_response", (int)MessageKind.InteractiveReply),
        ("product", (int)MessageKind.Commerce), ("order", (int)MessageKind.Commerce), ("payment", (int)MessageKind.Commerce), ("invoice", (int)MessageKind.Commerce),
        ("product_list", (int)MessageKind.Commerce),
        ("call_log", (int)MessageKind.Call), ("scheduled_call_creation", (int)MessageKind.Call),
        ("gp2", (int)MessageKind.System), ("group_notification", (int)MessageKind.System),
        ("notification", Notice), ("notification_template", Notice), ("broadcast_notification", Notice), ("e2e_notification", Notice), ("debug", Notice),
        ("revoked", Revoked), ("protocol", Protocol), ("ciphertext", Ciphertext), ("album", Album), ("poll_update", PollVote), ("poll_vote", PollVote),
        ("pinned_message", Pin), ("pin_message", Pin), ("keep_in_chat", Keep), ("reaction", Reaction), ("reaction_enc", Encrypted),
        ("event_response", Encrypted), ("comment_enc", Encrypted), ("oversized", Unsupported), ("unknown", Unsupported));

    public static int Find(ReadOnlySpan<byte> name) => _types.Find(name);

    /// <summary>Gets the kind of message a type is; <see langword="null"/> if it is none.</summary>
    public static MessageKind? KindOf(int type) => type switch
    {
        Unknown => null,
        Text => MessageKind.Text,
        Unsupported => MessageKind.Unsupported,
        < Revoked => (MessageKind)type,
        _ => null,
    };

    /// <summary>Whether messages of a kind are media.</summary>
    public static bool IsMedia(MessageKind kind) => kind is >= MessageKind.Image and <= MessageKind.Sticker;

    /// <summary>Gets the kind of media, by its MIME type alone.</summary>
    public static MessageKind? KindOfMedia(string? mimeType) => mimeType switch
    {
        null => null,
        _ when mimeType.StartsWith("image/webp", StringComparison.Ordinal) => MessageKind.Sticker,
        _ when mimeType.StartsWith("image/", StringComparison.Ordinal) => MessageKind.Image,
        _ when mimeType.StartsWith("video/", StringComparison.Ordinal) => MessageKind.Video,
        _ when mimeType.StartsWith("audio/", StringComparison.Ordinal) => MessageKind.Audio,
        _ => MessageKind.Document,
    };

    /// <summary>Gets the word under which what is no message is counted.</summary>
    public static string NoiseOf(int type) => type switch
    {
        Protocol => NoiseWords.Protocol,
        Ciphertext => NoiseWords.Undecryptable,
        Notice => NoiseWords.Stub,
        Album => NoiseWords.Album,
        PollVote => NoiseWords.PollVote,
        Pin => NoiseWords.Pin,
        Keep => NoiseWords.Keep,
        Encrypted => NoiseWords.Encrypted,
        _ => NoiseWords.Empty,
    };
}

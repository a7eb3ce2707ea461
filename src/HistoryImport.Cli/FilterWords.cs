namespace HistoryImport.Cli;

/// <summary>What the codes under which messages are left out mean, in words.</summary>
static class FilterWords
{
    const string NotAskedFor = "not asked for";
    const string NotKept = "deleted by you, or older than what is kept";
    const string OtherPlaces = "status updates, channels and other places that are no chat";
    const string Signals = "signals of WhatsApp itself: keys, votes, pins, settings";
    const string Nothing = "nothing in it that could be kept";

    static readonly Dictionary<string, (string Group, string Meaning)> _words = new(StringComparer.Ordinal)
    {
        ["other-chat"] = (NotAskedFor, "of another chat"),
        ["group"] = (NotAskedFor, "of a group"),
        ["outside-window"] = (NotAskedFor, "before or after the wanted days"),
        ["system-note"] = (NotAskedFor, "a call, or a change of a group or number"),
        ["too-old"] = (NotKept, "older than what is kept"),
        ["deleted"] = (NotKept, "deleted by the user"),
        ["erased"] = ("of a person, chat or session that was erased", "of a person, chat or session that was erased"),
        ["status"] = (OtherPlaces, "a status update"),
        ["broadcast-list"] = (OtherPlaces, "of a broadcast list"),
        ["newsletter"] = (OtherPlaces, "of a channel"),
        ["call-signalling"] = (OtherPlaces, "the signalling of a call"),
        ["bot"] = (OtherPlaces, "of a bot"),
        ["messenger"] = (OtherPlaces, "of Messenger"),
        ["interop"] = (OtherPlaces, "of another service"),
        ["announcement"] = (OtherPlaces, "an announcement of WhatsApp"),
        ["server"] = (OtherPlaces, "from WhatsApp's server"),
        ["unknown-server"] = (OtherPlaces, "of a kind of chat that is not known"),
        ["protocol"] = (Signals, "for the apps themselves"),
        ["key-distribution"] = (Signals, "keys"),
        ["context"] = (Signals, "what belongs to another message"),
        ["album"] = (Signals, "the announcement of an album; its pictures are messages"),
        ["poll-vote"] = (Signals, "a vote in a poll"),
        ["encrypted"] = (Signals, "a reaction or comment that only the app can read"),
        ["pin"] = (Signals, "a message pinned"),
        ["keep"] = (Signals, "a message kept in a chat where they disappear"),
        ["ephemeral-setting"] = (Signals, "how long messages stay"),
        ["number-request"] = (Signals, "a request for the phone number"),
        ["history-bundle"] = (Signals, "history for somebody who joined"),
        ["history-notice"] = (Signals, "the note that history was shared"),
        ["status-mention"] = (Signals, "a mention in a status update"),
        ["limit-sharing"] = (Signals, "whether a chat may be shared"),
        ["secret-encrypted"] = (Signals, "an edit or event that only the app can read"),
        ["stub"] = (Signals, "a note of the app"),
        ["undecryptable"] = ("could not be decrypted where this history comes from", "could not be decrypted where this history comes from"),
        ["empty"] = (Nothing, "nothing in it"),
        ["key-only"] = (Nothing, "only its key was sent"),
        ["no-target"] = (Nothing, "a change of a message that is not named"),
        ["no-status"] = (Nothing, "an acknowledgement that says nothing"),
    };

    /// <summary>What a code has in common with others; the code itself if it is not known here.</summary>
    public static string GroupOf(string code) => _words.TryGetValue(code, out (string Group, string Meaning) words) ? words.Group : code;

    /// <summary>What a code means; nothing if it is not known here.</summary>
    public static string MeaningOf(string code) => _words.TryGetValue(code, out (string Group, string Meaning) words) ? words.Meaning : "";
}

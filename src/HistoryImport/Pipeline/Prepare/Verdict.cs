namespace HistoryImport;

/// <summary>What the pipeline decides about one message.</summary>
readonly record struct Verdict(VerdictKind Kind, MessageUpsert? Item, string Reason)
{
    /// <summary>The wanted chat as this entry spells it, whatever else becomes of it; <see langword="null"/> if it is of another chat.</summary>
    public string? WantedChat { get; init; }

    public static Verdict Wanted(MessageUpsert item) => new(VerdictKind.Wanted, item, "");

    public static Verdict Noise(string reason) => new(VerdictKind.Noise, null, reason);

    public static Verdict OtherChat(string reason) => new(VerdictKind.OtherChat, null, reason);

    public static Verdict NotNow(string reason) => new(VerdictKind.NotNow, null, reason);

    public static Verdict Waits() => new(VerdictKind.Waits, null, "");

    public static Verdict Invalid(string reason) => new(VerdictKind.Invalid, null, reason);
}

enum VerdictKind
{
    /// <summary>Goes on to the store.</summary>
    Wanted,

    /// <summary>Nobody ever wants it: its cache entry goes.</summary>
    Noise,

    /// <summary>It is of a chat this request did not ask for: its cache entry stays.</summary>
    OtherChat,

    /// <summary>It is of a wanted chat, but outside what this request asked for: its cache entry stays.</summary>
    NotNow,

    /// <summary>It is not known yet where it belongs: it waits like an amendment whose message has not come.</summary>
    Waits,

    /// <summary>It can never become anything: its cache entry goes, its reason is told.</summary>
    Invalid,
}

namespace HistoryImport;

/// <summary>What the pipeline decides about one message.</summary>
readonly record struct Verdict(VerdictKind Kind, MessageUpsert? Item, string Reason)
{
    /// <summary>Whether it is a message of a chat that was asked for, be it within the window or not.</summary>
    public bool IsOfChat => Kind == VerdictKind.Wanted || Kind == VerdictKind.NotAskedFor && Reason is MessageFilter.OutsideWindow or MessageFilter.SystemNote;

    public static Verdict Wanted(MessageUpsert item) => new(VerdictKind.Wanted, item, "");

    public static Verdict Noise(string reason) => new(VerdictKind.Noise, null, reason);

    public static Verdict NotAskedFor(string reason) => new(VerdictKind.NotAskedFor, null, reason);

    public static Verdict Invalid(string reason) => new(VerdictKind.Invalid, null, reason);
}

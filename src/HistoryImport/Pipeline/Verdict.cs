namespace HistoryImport;

/// <summary>What the pipeline decides about one message.</summary>
readonly record struct Verdict(VerdictKind Kind, MessageUpsert? Item, string Reason)
{
    public static Verdict Wanted(MessageUpsert item) => new(VerdictKind.Wanted, item, "");

    public static Verdict Noise(string reason) => new(VerdictKind.Noise, null, reason);

    public static Verdict NotAskedFor(string reason) => new(VerdictKind.NotAskedFor, null, reason);

    public static Verdict Invalid(string reason) => new(VerdictKind.Invalid, null, reason);
}

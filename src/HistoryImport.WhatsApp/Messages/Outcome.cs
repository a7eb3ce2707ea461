namespace HistoryImport.WhatsApp;

/// <summary>What a message turned out to be.</summary>
readonly struct Outcome
{
    public static Outcome Absent => new() { Rank = OutcomeRank.Absent, Noise = NoiseWords.KeyOnly };

    public static Outcome Empty => new() { Rank = OutcomeRank.Empty, Noise = NoiseWords.Empty };

    /// <summary>A message that is there and has nothing in it: what is left of content that a library does not know.</summary>
    public static Outcome Blank => Unsupported with { IsBlank = true };

    public static Outcome Unsupported => new() { Rank = OutcomeRank.Unsupported, Body = "" };

    public OutcomeRank Rank { get; init; }

    /// <summary>The number of the content, which decides among those of one rank.</summary>
    public int Field { get; init; }

    public MessageKind Kind { get; init; }

    /// <summary>Set for content, and for nothing else.</summary>
    public string? Body { get; init; }

    public MediaDescriptor? Media { get; init; }

    public MessageAmendment? Amendment { get; init; }

    public string? Noise { get; init; }

    /// <summary>Whether nothing at all was in it.</summary>
    public bool IsBlank { get; init; }

    /// <summary>Whether the content came in the wrapper of edited messages.</summary>
    public bool IsEdited { get; init; }

    /// <summary>Where another of our own devices sent it.</summary>
    public string? DestinationJid { get; init; }

    public bool HasContent => Body is not null;

    public static Outcome Of(MessageKind kind, string? body, MediaDescriptor? media = null) =>
        new() { Rank = OutcomeRank.Content, Kind = kind, Body = body ?? "", Media = media };

    public static Outcome Of(MessageAmendment amendment) => new() { Rank = OutcomeRank.Change, Amendment = amendment };

    public static Outcome OfNoise(string word, OutcomeRank rank = OutcomeRank.Noise) => new() { Rank = rank, Noise = word };

    // Of one number given twice the last counts, as everywhere.
    public bool Replaces(in Outcome other) => Rank != other.Rank ? Rank < other.Rank : Field <= other.Field;
}

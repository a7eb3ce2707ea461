namespace HistoryImport.WhatsApp;

/// <summary>What one field of a message means.</summary>
sealed class ContentRule
{
    public ContentForm Form { get; private init; }

    public MessageKind Kind { get; private init; }

    /// <summary>The word for noise.</summary>
    public string Word { get; private init; } = "";

    public OutcomeRank Rank { get; private init; }

    /// <summary>The fields of a wrapper, or of <c>protocolMessage</c>.</summary>
    public FieldNames? Names { get; private init; }

    /// <summary>The field of a wrapper that holds the message.</summary>
    public int InnerField { get; private init; }

    public BodyRule? Body { get; private init; }

    public MediaRule? Media { get; private init; }

    /// <summary>Whether the content counts as what it says it is only if it has a body.</summary>
    public bool NeedsBody { get; private init; }

    public static ContentRule OfForm(ContentForm form) => new() { Form = form };

    public static ContentRule OfNoise(string word, OutcomeRank rank = OutcomeRank.Noise) => new() { Form = ContentForm.Noise, Word = word, Rank = rank };

    public static ContentRule OfKind(MessageKind kind) => new() { Form = ContentForm.Bare, Kind = kind };

    public static ContentRule OfBody(MessageKind kind, BodyRule body, bool needsBody = false) =>
        new() { Form = ContentForm.Body, Kind = kind, Body = body, NeedsBody = needsBody };

    public static ContentRule OfMedia(MessageKind kind, MediaRule media) => new() { Form = ContentForm.Media, Kind = kind, Media = media };

    public static ContentRule OfWrapper(FieldNames names, int innerField) => new() { Form = ContentForm.Wrapper, Names = names, InnerField = innerField };
}

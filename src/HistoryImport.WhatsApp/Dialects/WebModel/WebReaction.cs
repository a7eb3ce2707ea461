namespace HistoryImport.WhatsApp;

/// <summary>A reaction in an event of its own: <c>reaction: {text, messageId}</c>, or <c>reaction</c> or <c>reactionText</c> and the
/// key it is for.</summary>
record struct WebReaction
{
    const int TextField = 1;
    const int IdField = 2;

    static readonly FieldNames _names = FieldNames.Of(("text", TextField), ("messageId", IdField));

    public string? Emoji { get; private set; }

    public WebKey Target { get; private set; }

    /// <summary>Gets it with the field at hand, which is read.</summary>
    public readonly WebReaction With(ref JsonFieldReader reader, int field)
    {
        WebReaction reaction = this;
        switch (field)
        {
            case WebFields.ReactionText: reaction.Emoji = reader.ReadText() ?? ""; break;
            case WebFields.ReactionTarget: reaction.Target = WebKey.Read(ref reader); break;
            default: reaction.ReadObject(ref reader); break;
        }

        return reaction;
    }

    void ReadObject(ref JsonFieldReader reader)
    {
        if (reader.IsText)
        {
            Emoji = reader.ReadText();
            return;
        }

        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return;
        }

        Emoji ??= "";
        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case TextField: Emoji = reader.ReadText() ?? ""; break;
                case IdField: Target = WebKey.Read(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
    }

    // Who reacted to what is not for logs.
    public override readonly string ToString() => nameof(WebReaction);
}

namespace HistoryImport.WhatsApp;

/// <summary>A message of whatsmeow as JSON, which is what wuzapi, Evolution Go and WAHA's engine GOWS hand over:
/// <c>{Info: {Chat, Sender, ID, …}, Message: {…}}</c>.</summary>
sealed class WhatsmeowDialect : IDialect
{
    const int Info = 1;
    const int Message = 2;
    const int RawMessage = 3;

    static readonly FieldNames _names = FieldNames.Of(("Info", Info), ("Message", Message), ("RawMessage", RawMessage));

    public string Name => "whatsmeow";

    public FieldNames Telling => _names;

    public Sign SignOf(int field, in ItemProperty property) => field switch
    {
        Info when property.IsObject && property.Is("Info"u8) => Sign.Proof,
        Message when property.IsObject && property.Is("Message"u8) => Sign.Hint,
        RawMessage when property.Is("RawMessage"u8) => Sign.Hint,
        _ => Sign.None,
    };

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        if (WhatsmeowReader.Read(ref reader, context, item) is not { } message)
        {
            return false;
        }

        item.Add(message);
        return true;
    }
}

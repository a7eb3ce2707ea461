namespace HistoryImport.WhatsApp;

/// <summary>A message of whatsmeow as JSON, which is what wuzapi, Evolution Go and WAHA's engine GOWS hand over:
/// <c>{Info: {Chat, Sender, ID, …}, Message: {…}}</c>.</summary>
sealed class WhatsmeowDialect : IDialect
{
    public string Name => "whatsmeow";

    public Sign SignOf(in ItemProperty property) =>
        property.IsObject && property.Name.SequenceEqual("Info"u8) ? Sign.Proof
        : property.IsObject && property.Name.SequenceEqual("Message"u8) || property.Name.SequenceEqual("RawMessage"u8) ? Sign.Hint : Sign.None;

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

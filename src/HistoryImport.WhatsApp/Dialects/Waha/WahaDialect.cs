namespace HistoryImport.WhatsApp;

/// <summary>WAHA's form of a message: <c>{id: "false_…@c.us_3EB0…", timestamp, from, fromMe, body, ack, _data}</c>.</summary>
sealed class WahaDialect : IDialect
{
    public string Name => "waha";

    public Sign SignOf(in ItemProperty property) => WahaFields.Names.Find(property.Name) switch
    {
        WahaFields.Id => property.IsText && SerializedId.IsOne(property.Text) ? Sign.Proof : Sign.None,
        WahaFields.Data => property.IsObject ? Sign.Hint : Sign.None,
        WahaFields.From or WahaFields.FromMe or WahaFields.Body or WahaFields.Ack or WahaFields.HasMedia => Sign.Hint,
        _ => Sign.None,
    };

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        if (new WahaReader().Read(ref reader, context) is not { } message)
        {
            return false;
        }

        item.Add(message);
        return true;
    }
}

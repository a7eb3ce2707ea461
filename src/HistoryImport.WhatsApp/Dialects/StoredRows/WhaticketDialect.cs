namespace HistoryImport.WhatsApp;

/// <summary>A row of the table Messages of the Whaticket family: <c>{id, body, fromMe, ack, mediaType, ticketId, dataJson, …}</c>.</summary>
sealed class WhaticketDialect : IDialect
{
    const int Proof = 1;
    const int Hint = 2;

    static readonly FieldNames _names = FieldNames.Of(
        ("dataJson", Proof), ("ticketId", Proof), ("quotedMsgId", Proof), ("mediaType", Hint), ("isDeleted", Hint));

    public string Name => "whaticket-row";

    public FieldNames Telling => _names;

    public Sign SignOf(int field, in ItemProperty property) => field == Proof ? Sign.Proof : Sign.Hint;

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        int start = reader.ValueStart;
        var row = default(WhaticketRow);
        if (!row.TryRead(ref reader, context) || row.Id is null)
        {
            return false;
        }

        row.AddTo(item, context, reader.Since(start));
        return true;
    }
}

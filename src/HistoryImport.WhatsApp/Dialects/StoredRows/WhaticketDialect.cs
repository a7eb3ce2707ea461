namespace HistoryImport.WhatsApp;

/// <summary>A row of the table Messages of the Whaticket family: <c>{id, body, fromMe, ack, mediaType, ticketId, dataJson, …}</c>.</summary>
sealed class WhaticketDialect : IDialect
{
    static readonly FieldNames _proofs = FieldNames.Of(("dataJson", 1), ("ticketId", 1), ("quotedMsgId", 1));

    public string Name => "whaticket-row";

    public Sign SignOf(in ItemProperty property) =>
        _proofs.Find(property.Name) != IFieldReader.Unknown ? Sign.Proof
        : WhaticketRow.Names.Find(property.Name) is WhaticketRow.MediaType or WhaticketRow.Deleted ? Sign.Hint
        : Sign.None;

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

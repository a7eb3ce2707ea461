namespace HistoryImport.WhatsApp;

/// <summary>A pair of LID and number that stands alone: <c>{lid, pn}</c>, <c>{lid, jid}</c>, <c>{lidJid, pnJid}</c>.</summary>
sealed class PairDialect : IDialect
{
    public string Name => "pair";

    public FieldNames Telling => Schema.Mapping;

    public Sign SignOf(int field, in ItemProperty property) => Sign.Hint;

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        PairDraft pair = EntryReader.ReadPair(ref reader);
        if (pair.ToClaim() is { } claim)
        {
            item.Add(claim);
            return true;
        }

        // A LID whose number is not known is a pair that says nothing.
        return pair.IsLidAlone && context.EventName is null && IsNothing(item);
    }

    static bool IsNothing(Item item)
    {
        item.NoHistory = "pair without a number";
        return true;
    }
}

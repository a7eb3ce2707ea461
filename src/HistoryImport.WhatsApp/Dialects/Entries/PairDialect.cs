using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>A pair of LID and number that stands alone: <c>{lid, pn}</c>, <c>{lid, jid}</c>, <c>{lidJid, pnJid}</c>.</summary>
sealed class PairDialect : IDialect
{
    public string Name => "pair";

    public FieldNames Telling => Schema.Mapping;

    public Sign SignOf(int field, in ItemProperty property) => Sign.Hint;

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        string? number = null;
        bool hasLid = false;
        string? lid = null;
        if (reader.Enter() == IFieldReader.NotEntered)
        {
            return false;
        }

        while (reader.Next(Schema.Mapping, out int field))
        {
            switch (field)
            {
                case PhoneNumberToLidMapping.PnJidFieldNumber: number = reader.ReadText(); break;
                case PhoneNumberToLidMapping.LidJidFieldNumber: (hasLid, lid) = (true, reader.ReadText()); break;
                default: reader.Skip(); break;
            }
        }

        if (JidClaim.TryCreate(number, lid) is { } claim)
        {
            item.Add(claim);
            return true;
        }

        // A LID whose number is not known is a pair that says nothing.
        return hasLid && number is null && Jid.TryParse(lid, out Jid jid) && jid.Kind == JidKind.Lid && context.EventName is null && IsNothing(item);
    }

    static bool IsNothing(Item item)
    {
        item.NoHistory = "pair without a number";
        return true;
    }
}

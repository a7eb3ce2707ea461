using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>A pair of LID and number, field by field.</summary>
struct PairDraft
{
    string? _jid;

    public string? Lid { get; private set; }

    public string? Number { get; private set; }

    /// <summary>Whether it says no more than a LID.</summary>
    public readonly bool IsLidAlone => Number is null && _jid is null && Jid.TryParse(Lid, out Jid jid) && jid.Kind == JidKind.Lid;

    public void Read<TReader>(ref TReader reader, int field)
        where TReader : struct, IFieldReader, allows ref struct
    {
        switch (field)
        {
            case PhoneNumberToLidMapping.PnJidFieldNumber: Number = reader.ReadAddress(); break;
            case PhoneNumberToLidMapping.LidJidFieldNumber: Lid = reader.ReadAddress(); break;
            case Schema.MappingJid: _jid = reader.ReadAddress(); break;
            default: reader.Skip(); break;
        }
    }

    /// <returns><see langword="null"/> if it is no such pair.</returns>
    public readonly JidClaim? ToClaim()
    {
        string? lid = PhoneField.HiddenOf(Lid);
        return JidClaim.TryCreate(PhoneField.AddressOf(Number, Lid), lid) ?? JidClaim.TryCreate(_jid, lid);
    }

    // Whose address it is is not for logs.
    public override readonly string ToString() => nameof(PairDraft);
}

namespace HistoryImport.WhatsApp;

/// <summary>WAHA's event of a revoke: <c>{before, after, revokedMessageId}</c>. What was said before is a message like any other.</summary>
sealed class WahaRevokeDialect : IDialect
{
    const int Id = 1;
    const int After = 2;
    const int Before = 3;

    static readonly FieldNames _names = FieldNames.Of(("revokedMessageId", Id), ("after", After), ("before", Before));

    public string Name => "waha";

    public FieldNames Telling => _names;

    public Sign SignOf(int field, in ItemProperty property) => field switch
    {
        Id => Sign.Proof,
        After or Before => Sign.Hint,
        _ => Sign.None,
    };

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        HistoryMessage? before = null;
        HistoryMessage? after = null;
        string? id = null;
        int outer = reader.Enter();
        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case Id: id = WebKey.Read(ref reader).Id; break;
                case After: after = WebReader.Read(ref reader, context, out _); break;
                case Before: before = WebReader.Read(ref reader, context, out _); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        if (before is { Content: not null })
        {
            item.Add(before);
        }

        if (after is { IsRevoked: true } or { Amendment.Kind: AmendmentKind.Revoke })
        {
            item.Add(after);
            return true;
        }

        // Who revoked is told by the message itself, unless it is an admin.
        HistoryMessage? target = before ?? after;
        id ??= target?.Id;
        if (target is null || id is null)
        {
            return false;
        }

        item.Add(Changes.RevokeOf(target with { Content = null, Amendment = null, IsEdited = false, EditedAtMs = null }, id));
        return true;
    }
}

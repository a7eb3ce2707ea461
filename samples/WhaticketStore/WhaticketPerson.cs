namespace HistoryImport.Samples;

/// <summary>A chat, sender or name as a row of Contacts spells it.</summary>
static class WhaticketPerson
{
    /// <summary>The number of a contact. What is hidden behind a LID is not known, and is never filed as a phone number.</summary>
    public static string Number(Jid jid) => jid.Kind switch
    {
        JidKind.Number or JidKind.Group => jid.User,
        JidKind.Lid => "PENDING_" + jid.User,
        _ => jid.Value,
    };
}

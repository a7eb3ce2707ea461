namespace HistoryImport.WhatsApp;

/// <summary>Tells in whose form the <c>_data</c> of a message is.</summary>
static class WebData
{
    public const int Nothing = 0;
    public const int Model = 1;
    public const int Socket = 2;
    public const int Whatsmeow = 3;
    public const int Receipt = 4;

    // The first of them that is met decides, and nearly always it is the first name of all.
    static readonly FieldNames _names = FieldNames.Of(("id", Model), ("type", Model), ("t", Model), ("key", Socket), ("Info", Whatsmeow),
        ("MessageIDs", Receipt));

    public static int Tell(in JsonFieldReader reader) =>
        reader.FindFirst(_names) is not IFieldReader.Unknown and var form ? form : TellByAll(reader);

    static int TellByAll(JsonFieldReader ahead)
    {
        if (ahead.Enter() == IFieldReader.NotEntered)
        {
            return Nothing;
        }

        while (ahead.Next(_names, out int form))
        {
            if (form != IFieldReader.Unknown)
            {
                return form;
            }

            ahead.Skip();
        }

        return Nothing;
    }
}

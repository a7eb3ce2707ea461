namespace HistoryImport.WhatsApp;

/// <summary>Reads an address that is a text or an object: <c>{server, user, _serialized}</c>, or Go's <c>{User, Server}</c>.</summary>
static class Wid
{
    const int Serialized = 1;
    const int User = 2;
    const int Server = 3;

    static readonly FieldNames _names = FieldNames.Of(("_serialized", Serialized), ("user", User), ("server", Server));

    /// <returns><see langword="null"/> if there is none.</returns>
    public static string? Read(ref JsonFieldReader reader)
    {
        if (!reader.IsPossibleContent)
        {
            return reader.ReadSpelling();
        }

        string? serialized = null;
        string? user = null;
        string? server = null;
        int outer = reader.Enter();
        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case Serialized: serialized = reader.ReadSpelling(); break;
                case User: user = reader.ReadSpelling(); break;
                case Server: server = reader.ReadSpelling(); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        return serialized ?? (user is null || server is null ? null : $"{user}@{server}");
    }
}

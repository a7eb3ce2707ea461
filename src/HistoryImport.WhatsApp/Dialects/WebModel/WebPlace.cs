namespace HistoryImport.WhatsApp;

/// <summary>A place, as gateways write it: <c>{latitude, longitude, name, address, live}</c>.</summary>
struct WebPlace
{
    const int NameField = 1;
    const int AddressField = 2;
    const int DescriptionField = 3;
    const int LiveField = 4;
    const int Options = 5;

    static readonly FieldNames _names = FieldNames.Of(
        ("name", NameField), ("address", AddressField), ("description", DescriptionField), ("live", LiveField), ("isLive", LiveField), ("options", Options));

    string? _description;

    public bool IsLive { get; private set; }

    public string? Address { get; private set; }

    public string? Name { readonly get => field ?? Address ?? _description; private set; }

    /// <returns>Whether there is one.</returns>
    public bool TryRead(ref JsonFieldReader reader)
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return false;
        }

        while (reader.Next(_names, out int field))
        {
            switch (field)
            {
                case NameField: Name = Texts.OrNull(reader.ReadText()); break;
                case AddressField: Address = Texts.OrNull(reader.ReadText()); break;
                case DescriptionField: _description = Texts.OrNull(reader.ReadText()); break;
                case LiveField: IsLive = reader.ReadBoolean(); break;
                case Options: TryRead(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        return true;
    }
}

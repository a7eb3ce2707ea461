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

    string? _describedName;
    string? _describedAddress;

    public bool IsLive { get; private set; }

    public string? Address { readonly get => field ?? _describedAddress; private set; }

    public string? Name { readonly get => field ?? _describedName ?? Address; private set; }

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
                case DescriptionField: Describe(reader.ReadText()); break;
                case LiveField: IsLive = reader.ReadBoolean(); break;
                case Options: TryRead(ref reader); break;
                default: reader.Skip(); break;
            }
        }

        reader.Leave(outer);
        return true;
    }

    /// <summary>Takes name and address, a line each, unless they are known already.</summary>
    public void Describe(string? text)
    {
        int line = text?.IndexOf('\n', StringComparison.Ordinal) ?? -1;
        _describedName ??= Texts.OrNull(line < 0 ? text : text![..line]);
        _describedAddress ??= line < 0 ? null : Texts.OrNull(text![(line + 1)..]);
    }
}

using System.Text;

namespace HistoryImport.WhatsApp;

/// <summary>Pairs of LID and number that stand beside each other in one object, by their names: who made a group and his number, who called and his.</summary>
struct NamedPairs
{
    const int Owner = 2;
    const int SubjectOwner = 4;
    const int DescriptionOwner = 6;
    const int Author = 8;
    const int Participant = 10;
    const int Caller = 12;
    const int Sender = 14;
    const int Last = Sender;

    // The number is named one behind the address that it goes with.
    const int Number = 1;

    static readonly FieldNames _names = FieldNames.Of(
        ("owner", Owner), ("ownerPn", Owner + Number), ("OwnerJID", Owner),
        ("subjectOwner", SubjectOwner), ("subjectOwnerPn", SubjectOwner + Number), ("NameSetBy", SubjectOwner), ("NameSetByPN", SubjectOwner + Number),
        ("descOwner", DescriptionOwner), ("descOwnerPn", DescriptionOwner + Number), ("TopicSetBy", DescriptionOwner), ("TopicSetByPN", DescriptionOwner + Number),
        ("author", Author), ("authorPn", Author + Number),
        ("participant", Participant), ("participantPn", Participant + Number), ("participantAlt", Participant + Number),
        ("from", Caller), ("callerPn", Caller + Number),
        ("Sender", Sender), ("SenderPN", Sender + Number), ("SenderAlt", Sender + Number));

    string?[]? _addresses;

    /// <summary>Gets the names of the numbers in pairs.</summary>
    public static IEnumerable<string> Numbers => _names.All.Where(name => _names.Find(Encoding.UTF8.GetBytes(name)) % 2 == Number);

    /// <summary>Reads the object at hand.</summary>
    public static NamedPairs Read(ref JsonFieldReader reader)
    {
        var pairs = default(NamedPairs);
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return pairs;
        }

        while (reader.Next(_names, out int field))
        {
            if (field == IFieldReader.Unknown)
            {
                reader.Skip();
                continue;
            }

            (pairs._addresses ??= new string?[Last + Number + 1])[field] = reader.ReadAddress();
        }

        reader.Leave(outer);
        return pairs;
    }

    /// <summary>Gets the pairs.</summary>
    public readonly IEnumerable<JidClaim> Claims()
    {
        for (int address = Owner; _addresses is not null && address <= Last; address += 2)
        {
            string? number = PhoneField.AddressOf(_addresses[address + Number], _addresses[address]);
            if (JidClaim.TryCreate(_addresses[address], number) is { } claim)
            {
                yield return claim;
            }
        }
    }
}

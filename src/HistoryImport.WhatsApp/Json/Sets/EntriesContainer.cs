using System.Text;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Contacts, or pairs of LID and number: an array of them, or an object of contacts by JID.</summary>
sealed class EntriesContainer(SetWalk walk, SetContainer parent, EntryKind kind, bool isObject = false) : ObjectOrArray(walk, parent, isObject)
{
    string? _id;

    public override bool Step(byte next)
    {
        Taken taken = Walk.Take(out ReadOnlySpan<byte> element);
        if (taken != Taken.Whole)
        {
            return taken != Taken.Incomplete;
        }

        if (Walk.TryRead(element, out JsonFieldReader reader))
        {
            Read(ref reader);
            Walk.AddRepairs(reader.Repairs);
        }

        Walk.Consume(element.Length);
        return true;
    }

    protected override void Name(ReadOnlySpan<byte> name) => _id = Encoding.UTF8.GetString(name);

    void Read(ref JsonFieldReader reader)
    {
        try
        {
            if (kind == EntryKind.Contact && EntryReader.ReadContact(ref reader, _id) is { } contact)
            {
                Walk.Set.Add(contact);
            }
            else if (kind == EntryKind.Pair && EntryReader.ReadPair(ref reader).ToClaim() is { } claim)
            {
                Walk.Set.Add(claim);
            }
        }
        catch (JsonException)
        {
            Walk.AddProblem("A contact or mapping is not valid JSON.");
        }
    }
}

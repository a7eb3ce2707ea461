using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>An array of contacts, or of pairs of LID and number.</summary>
sealed class EntriesContainer(SetWalk walk, bool areContacts) : JsonContainer
{
    public override bool IsObject => false;

    public override bool Step(byte next)
    {
        Taken taken = walk.Take(out ReadOnlySpan<byte> element);
        if (taken != Taken.Whole)
        {
            return taken != Taken.Incomplete;
        }

        if (walk.TryRead(element, out JsonFieldReader reader))
        {
            Read(ref reader);
            walk.AddRepairs(reader.Repairs);
        }

        walk.Consume(element.Length);
        return true;
    }

    void Read(ref JsonFieldReader reader)
    {
        try
        {
            if (areContacts && EntryReader.ReadContact(ref reader) is { } contact)
            {
                walk.Set.Add(contact);
            }
            else if (!areContacts && EntryReader.ReadMapping(ref reader) is { } claim)
            {
                walk.Set.Add(claim);
            }
        }
        catch (JsonException)
        {
            walk.AddProblem("A contact or mapping is not valid JSON.");
        }
    }
}

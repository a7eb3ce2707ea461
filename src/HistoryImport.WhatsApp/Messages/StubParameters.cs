using System.Text;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Reads what a note of a group says of its members: newer phones write a member as JSON, with both addresses.</summary>
static class StubParameters
{
    const int MaxDepth = 8;
    const int Longest = 4096;

    public static void Read<TReader>(ref TReader reader, ref MessageFinds finds)
        where TReader : struct, IFieldReader, allows ref struct
    {
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            if (reader.ReadText() is { Length: <= Longest } text && text.StartsWith('{'))
            {
                ReadMember(text, ref finds);
            }
        }
    }

    static void ReadMember(string text, ref MessageFinds finds)
    {
        try
        {
            var reader = new JsonFieldReader(Encoding.UTF8.GetBytes(text), MaxDepth, new Spellings());
            if (EntryReader.ReadContact(ref reader) is { } member)
            {
                finds.AddClaim(member.Id, member.NumberJid);
                finds.AddClaim(member.Id, member.LidJid);
                finds.AddClaim(member.LidJid, member.NumberJid);
            }
        }
        catch (JsonException)
        {
            // A text that is no JSON is a text.
        }
    }
}

using System.Text;

namespace HistoryImport.WhatsApp.Tests.Official;

/// <summary>Writes ids of the official business platform.</summary>
static class WamidText
{
    public const int Number = 1;
    public const int Group = 4;
    public const int Bsuid = 10;

    const byte Struct = 0x1C;
    const byte Binary = 0x18;
    const byte Int32 = 0x15;
    const byte Yes = 0x11;
    const byte No = 0x12;

    public static string Of(string remote, int domain, bool fromMe, string stanzaId, string? participant = null, int participantDomain = Number)
    {
        var bytes = new List<byte>();
        AddAddress(bytes, remote, domain);
        bytes.Add(fromMe ? Yes : No);
        AddText(bytes, stanzaId);
        if (participant is not null)
        {
            AddAddress(bytes, participant, participantDomain);
        }

        bytes.Add(0);
        return "wamid." + Convert.ToBase64String([.. bytes]);
    }

    static void AddAddress(List<byte> bytes, string text, int domain)
    {
        bytes.Add(Struct);
        AddText(bytes, text);
        bytes.AddRange([Int32, (byte)(domain * 2), 0]);
    }

    static void AddText(List<byte> bytes, string text)
    {
        byte[] encoded = Encoding.UTF8.GetBytes(text);
        bytes.Add(Binary);
        int length = encoded.Length;
        for (; length >= 0x80; length >>= 7)
        {
            bytes.Add((byte)(length & 0x7F | 0x80));
        }

        bytes.Add((byte)length);
        bytes.AddRange(encoded);
    }
}

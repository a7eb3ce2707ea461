using System.Text;

namespace HistoryImport.Benchmarks;

/// <summary>Decoded messages whose rows take about 1 KB, over 200 chats, one in ten of them a group.</summary>
static class DecodedHistory
{
    const int Chats = 200;

    public static HistoryMessage[] Create(int count, int seed = 1)
    {
        var random = new Random(seed);
        var messages = new HistoryMessage[count];
        for (int i = 0; i < count; i++)
        {
            int chat = random.Next(Chats);
            bool group = chat % 10 == 0;
            bool fromMe = random.Next(3) == 0;
            string body = Text(random, 350);
            messages[i] = new HistoryMessage
            {
                RemoteJid = group ? $"1203630{chat:00000000000}@g.us" : $"55119{chat:00000000}@s.whatsapp.net",
                Id = $"3EB0{random.NextInt64():X16}{i:X4}",
                FromMe = fromMe,
                Participant = group && !fromMe ? $"55119{random.Next(Chats):00000000}@s.whatsapp.net" : null,
                Timestamp = 1_700_000_000 - i,
                Status = MessageStatus.Read,
                PushName = fromMe ? null : "Somebody",
                Content = new MessageContent { Kind = MessageKind.Text, Body = body, Raw = Encoding.UTF8.GetBytes($$"""{"conversation":"{{body}}"}""") },
            };
        }

        return messages;
    }

    /// <summary>Makes what a store is given of a message.</summary>
    public static MessageUpsert ToUpsert(HistoryMessage message) => new()
    {
        Key = new MessageKey(
            Jid.Parse(message.RemoteJid!), message.Participant is null ? default : Jid.Parse(message.Participant), message.FromMe, message.Id!),
        Content = message.Content,
        Version = ContentVersion.Of(message.Content),
        Timestamp = message.Timestamp,
        Status = message.Status,
        PushName = message.PushName,
        WireChat = message.RemoteJid,
    };

    static string Text(Random random, int length)
    {
        Span<char> text = stackalloc char[length];
        for (int i = 0; i < length; i++)
        {
            text[i] = random.Next(6) == 0 ? ' ' : (char)('a' + random.Next(26));
        }

        return new string(text);
    }
}

using System.Text;

namespace HistoryImport.WhatsApp;

/// <summary>What the name of a property may mean.</summary>
/// <param name="Name">The name, in any case.</param>
/// <param name="History">Its number in an event or a history set.</param>
/// <param name="Webhook">Its number in a webhook of the official business platform.</param>
/// <param name="Dialects">The dialects to which it may tell something, and its number in each.</param>
sealed record NameMeaning(string Name, int History, int Webhook, (int Dialect, int Field)[] Dialects)
{
    /// <summary>Of a name that nobody knows.</summary>
    public static NameMeaning None { get; } = new("", IFieldReader.Unknown, IFieldReader.Unknown, []);

    public static NameMeaning Of(string name)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(name);
        var dialects = new List<(int, int)>();
        for (int i = 0; i < KnownDialects.All.Length; i++)
        {
            if (KnownDialects.All[i].Telling.Find(bytes) is not IFieldReader.Unknown and var field)
            {
                dialects.Add((i, field));
            }
        }

        return new NameMeaning(name, Schema.HistorySync.Find(bytes), WebhookNames.All.Find(bytes), [.. dialects]);
    }
}

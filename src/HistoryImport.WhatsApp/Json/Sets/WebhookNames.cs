using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Tells webhooks of the official business platform by their names.</summary>
static class WebhookNames
{
    const int Object = 1;
    const int Lists = 2;
    const int Product = 3;
    const int Parts = 4;
    const int History = 5;
    const int Items = 6;
    const int People = 7;

    const int Id = 1;
    const int Person = 2;
    const int OfSockets = 3;

    /// <summary>The names.</summary>
    public static FieldNames All { get; } = FieldNames.Of(
        ("object", Object), ("entry", Lists), ("changes", Lists), ("messaging_product", Product), ("history", History), ("state_sync", Parts), ("message_echoes", Parts),
        ("messages", Items), ("statuses", Items), ("contacts", People));

    static readonly FieldNames _chunk = FieldNames.Of(("metadata", 1), ("threads", 1), ("errors", 1));

    static readonly FieldNames _inItem = FieldNames.Of(("id", Id), ("wa_id", Person), ("user_id", Person), ("key", OfSockets));

    /// <summary>Tells what an object is by one of its properties.</summary>
    /// <param name="field">The number of its name.</param>
    /// <param name="property">The property.</param>
    /// <param name="value">Stands at its value.</param>
    /// <returns><see cref="ItemKind.Undecided"/> if the property says nothing.</returns>
    public static ItemKind Tell(int field, in ItemProperty property, in JsonTokens value) => field switch
    {
        Object when property.IsText && property.Text.SequenceEqual("whatsapp_business_account"u8) => ItemKind.Webhook,
        Lists when property.IsArray => ItemKind.Webhook,
        Product when property.IsText && property.Text.SequenceEqual("whatsapp"u8) => ItemKind.WebhookValue,
        Parts when property.IsArray => ItemKind.WebhookValue,
        History when property.IsArray && HoldsChunks(value) => ItemKind.WebhookValue,
        Items when property.IsArray && IsOfPlatform(value, Id) => ItemKind.WebhookValue,
        People when property.IsArray && IsOfPlatform(value, Person) => ItemKind.WebhookValue,
        _ => ItemKind.Undecided,
    };

    // Others call a list of messages a history, too.
    static bool HoldsChunks(JsonTokens ahead) =>
        ahead.Read()
        && (ahead.TokenType == JsonTokenType.EndArray
            || ahead.TokenType == JsonTokenType.StartObject && ahead.Read() && ahead.TokenType == JsonTokenType.PropertyName
                && _chunk.Find(JsonText.Plain(ahead)) != IFieldReader.Unknown);

    // Sockets have lists of these names, too: the first item tells whose it is.
    static bool IsOfPlatform(JsonTokens list, int sought)
    {
        if (!list.Read() || list.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (list.Read() && list.TokenType == JsonTokenType.PropertyName)
        {
            int name = _inItem.Find(JsonText.Plain(list));
            if (name == OfSockets || !list.Read())
            {
                return false;
            }

            if (name == sought)
            {
                return name == Person || (list.TokenType == JsonTokenType.String && list.ValueSpan.StartsWith("wamid."u8));
            }

            if (!list.TrySkip())
            {
                return false;
            }
        }

        return false;
    }
}

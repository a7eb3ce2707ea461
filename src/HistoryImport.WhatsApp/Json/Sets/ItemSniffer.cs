using System.Text;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Tells items from what is around them, and in which dialect they are, by their names.</summary>
static class ItemSniffer
{
    static ReadOnlySpan<byte> Event => "{\"event\":\""u8;

    // What Baileys puts into an event.
    static ReadOnlySpan<byte> Messages => "{\"messages\":[{\"key\":{"u8;

    /// <param name="data">What is there of the object, from its bracket on.</param>
    /// <param name="isLast">Whether no more will come.</param>
    /// <param name="dialect">Set for an item.</param>
    public static ItemKind Tell(ReadOnlySpan<byte> data, bool isLast, out IDialect? dialect)
    {
        dialect = KnownDialects.WebMessageInfo;
        if (WebMessageInfoDialect.IsObvious(data))
        {
            return ItemKind.Item;
        }

        if (WahaDialect.IsObvious(data))
        {
            dialect = KnownDialects.Waha;
            return ItemKind.Item;
        }

        // An event, unless its server names it as it names messages.
        if (data.StartsWith(Event) && !data[Event.Length..].StartsWith("on"u8) && data[Event.Length..].Contains((byte)'"') || data.StartsWith(Messages))
        {
            dialect = null;
            return ItemKind.Container;
        }

        if (WebModelDialect.IsObvious(data))
        {
            dialect = KnownDialects.WebModel;
            return ItemKind.Item;
        }

        return Tell(data, isLast, [], out dialect);
    }

    /// <summary>Finds who else reads an object that some dialects do not, after a look at all its names.</summary>
    public static IDialect? FindOther(ReadOnlySpan<byte> element, ReadOnlySpan<IDialect> refused) =>
        Tell(element, isLast: true, refused, out IDialect? dialect) == ItemKind.Item ? dialect : null;

    static ItemKind Tell(ReadOnlySpan<byte> data, bool isLast, ReadOnlySpan<IDialect> refused, out IDialect? dialect)
    {
        dialect = null;
        var json = new JsonTokens(data, isLast);
        Span<int> hints = stackalloc int[KnownDialects.All.Length];
        hints.Clear();
        try
        {
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                ReadOnlySpan<byte> name = JsonText.Plain(json);
                if (!json.Read())
                {
                    return ItemKind.Undecided;
                }

                var property = new ItemProperty(name, json.TokenType, json.TokenType == JsonTokenType.String ? json.ValueSpan : default);
                NameMeaning meaning = TellingNames.Find(name);
                if (refused.IsEmpty && WebhookNames.Tell(meaning.Webhook, property, json) is var webhook and not ItemKind.Undecided)
                {
                    return webhook;
                }

                if (refused.IsEmpty && property.IsObject && property.Is("lastMessage"u8))
                {
                    return ItemKind.Chat;
                }

                if (refused.IsEmpty && IsOfContainer(meaning.History, property))
                {
                    return ItemKind.Container;
                }

                if ((dialect = Prove(meaning, property, hints, refused)) is not null)
                {
                    return ItemKind.Item;
                }

                if (!json.TrySkip())
                {
                    return ItemKind.Undecided;
                }
            }

            dialect = MostHints(hints);
            return json.TokenType != JsonTokenType.EndObject ? ItemKind.Undecided : dialect is null ? ItemKind.Neither : ItemKind.Item;
        }
        catch (JsonException)
        {
            // Whoever reads it whole finds the fault, and says where.
            return ItemKind.Neither;
        }
    }

    static bool IsOfContainer(int field, in ItemProperty property) => field switch
    {
        IFieldReader.Unknown => (property.IsObject || property.IsArray)
            && (PropertyNames.EventOf(property.Name) ?? PropertyNames.ChatOf(property.Name)) is not null,

        // The events of a server that names them onmessage and the like are messages with one name more.
        HistoryFields.Event => property.IsObject || property.IsText && (!property.Text.StartsWith("on"u8) || IsOfNothing(property.Text)),
        HistoryFields.Data => property.IsObject || property.IsArray || property.IsText && JsonTexts.IsInside(property.Text),
        HistoryFields.Me or HistoryFields.Sender or HistoryFields.Type or HistoryFields.Instance => false,
        HistoryFields.Messages or HistoryFields.Chats or HistoryFields.Contacts => !property.IsScalar || property.IsText,
        _ => true,
    };

    static bool IsOfNothing(ReadOnlySpan<byte> name) =>
        name.Length <= KnownEvents.Longest && KnownEvents.Find(Encoding.UTF8.GetString(name), out _) == EventMeaning.Nothing;

    static IDialect? Prove(NameMeaning meaning, in ItemProperty property, Span<int> hints, ReadOnlySpan<IDialect> refused)
    {
        foreach ((int i, int field) in meaning.Dialects)
        {
            IDialect dialect = KnownDialects.All[i];
            Sign sign = refused.Contains(dialect) ? Sign.None : dialect.SignOf(field, property);
            if (sign == Sign.Proof)
            {
                return dialect;
            }

            hints[i] += sign == Sign.Hint ? 1 : 0;
        }

        return null;
    }

    static IDialect? MostHints(ReadOnlySpan<int> hints)
    {
        int best = 0;
        for (int i = 1; i < hints.Length; i++)
        {
            best = hints[i] > hints[best] ? i : best;
        }

        return hints[best] == 0 ? null : KnownDialects.All[best];
    }
}

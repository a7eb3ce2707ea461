namespace HistoryImport.WhatsApp;

/// <summary>Tells webhooks of the official business platform by their names.</summary>
static class WebhookNames
{
    const int Object = 1;
    const int Lists = 2;
    const int Product = 3;
    const int Parts = 4;

    /// <summary>The names.</summary>
    public static FieldNames All { get; } = FieldNames.Of(
        ("object", Object), ("entry", Lists), ("changes", Lists), ("messaging_product", Product), ("history", Parts), ("state_sync", Parts), ("message_echoes", Parts));

    /// <param name="field">The number of a property's name.</param>
    /// <param name="property">The property.</param>
    /// <returns><see cref="ItemKind.Undecided"/> if the property says nothing.</returns>
    public static ItemKind Tell(int field, in ItemProperty property) => field switch
    {
        Object when property.IsText && property.Text.SequenceEqual("whatsapp_business_account"u8) => ItemKind.Webhook,
        Lists when property.IsArray => ItemKind.Webhook,
        Product when property.IsText && property.Text.SequenceEqual("whatsapp"u8) => ItemKind.WebhookValue,
        Parts when property.IsArray => ItemKind.WebhookValue,
        _ => ItemKind.Undecided,
    };
}

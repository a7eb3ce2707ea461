namespace HistoryImport.WhatsApp;

/// <summary>A message of the official business platform: <c>{from, id, timestamp, type, text: {body}}</c>. Told from what is around it.</summary>
sealed class OfficialMessageDialect : IDialect
{
    public string Name => "cloud-api";

    public bool Read(ref JsonFieldReader reader, in ItemContext context, Item item)
    {
        OfficialMessage message = item.SpareOfficial ?? new OfficialMessage();
        item.SpareOfficial = message;
        message.Clear();
        message.Position = context.Position;
        item.Official = OfficialReader.TryRead(ref reader, message) ? message : null;
        return item.Official is not null;
    }
}

namespace HistoryImport.PostgreSql;

/// <summary>An item of a batch with the number of its chat.</summary>
readonly record struct MessageRow(int Item, long Chat, MessageUpsert Upsert)
{
    public MessageKey Key => Upsert.Key;
}

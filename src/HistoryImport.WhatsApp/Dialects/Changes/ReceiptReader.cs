namespace HistoryImport.WhatsApp;

/// <summary>Reads how far a message got with one receiver: <c>{userJid, receiptTimestamp, readTimestamp, playedTimestamp}</c>.</summary>
static class ReceiptReader
{
    static readonly FieldNames _names = FieldNames.Of(
        ("receiptTimestamp", (int)MessageStatus.Delivered), ("readTimestamp", (int)MessageStatus.Read), ("playedTimestamp", (int)MessageStatus.Played));

    /// <returns><see langword="null"/> if it does not say.</returns>
    public static MessageStatus? Read(ref JsonFieldReader reader)
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        int furthest = 0;
        while (reader.Next(_names, out int field))
        {
            if (field != IFieldReader.Unknown && reader.ReadSeconds() is not null)
            {
                furthest = Math.Max(furthest, field);
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Leave(outer);
        return furthest == 0 ? null : (MessageStatus)furthest;
    }
}

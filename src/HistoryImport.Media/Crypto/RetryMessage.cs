using System.Text;

namespace HistoryImport.Media;

/// <summary>What a phone says about a file it was asked for.</summary>
/// <param name="MessageId">The message.</param>
/// <param name="DirectPath">Where it lies now, if the phone uploaded it.</param>
/// <param name="Result">How it went, as WhatsApp numbers it: 0 general error, 1 success, 2 not found, 3 decryption error.</param>
sealed record RetryMessage(string MessageId, string? DirectPath, int Result)
{
    const int MessageIdField = 1;
    const int DirectPathField = 2;
    const int ResultField = 3;
    const int LengthDelimited = 2;
    const int Number = 0;

    /// <summary>Writes a request: the message id alone.</summary>
    public static byte[] Request(string messageId)
    {
        byte[] id = Encoding.UTF8.GetBytes(messageId);
        var bytes = new List<byte> { (MessageIdField << 3) | LengthDelimited };
        uint length = (uint)id.Length;
        for (; length >= 0x80; length >>= 7)
        {
            bytes.Add((byte)(length | 0x80));
        }

        bytes.Add((byte)length);
        bytes.AddRange(id);
        return [.. bytes];
    }

    /// <summary>Reads an answer. What is not known is passed over.</summary>
    /// <returns><see langword="null"/> if it is none.</returns>
    public static RetryMessage? Parse(ReadOnlySpan<byte> bytes)
    {
        string id = "";
        string? path = null;
        int result = 0;
        var fields = new ProtobufFields(bytes);
        while (fields.Next())
        {
            switch (fields.Number, fields.Type)
            {
                case (MessageIdField, LengthDelimited):
                    id = Encoding.UTF8.GetString(fields.Bytes);
                    break;
                case (DirectPathField, LengthDelimited):
                    path = Encoding.UTF8.GetString(fields.Bytes);
                    break;
                case (ResultField, Number):
                    result = fields.Value > int.MaxValue ? 0 : (int)fields.Value;
                    break;
                default:
                    break;
            }
        }

        return fields.IsBroken ? null : new RetryMessage(id, path, result);
    }

    public override string ToString() => nameof(RetryMessage);
}

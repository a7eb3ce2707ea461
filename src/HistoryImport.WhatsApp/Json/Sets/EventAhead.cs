using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Finds the name of an event that stands behind its data, as it does where a database has sorted the names.</summary>
static class EventAhead
{
    // No webhook says as much beside its data.
    const int MaxProperties = 16;

    /// <summary>Gets the name.</summary>
    /// <param name="data">What is there of the object, from the value of its data on.</param>
    /// <returns><see langword="null"/> if none is found in it.</returns>
    public static string? Find(ReadOnlySpan<byte> data)
    {
        try
        {
            for (int i = 0; i < MaxProperties && TryPass(ref data, out _) && TryPass(ref data, (byte)','); i++)
            {
                if (!TryPass(ref data, out ReadOnlySpan<byte> name) || !TryPass(ref data, (byte)':'))
                {
                    return null;
                }

                if (name.SequenceEqual("\"event\""u8))
                {
                    var value = new JsonTokens(data, isWhole: false);
                    return value.Read() && value.TokenType == JsonTokenType.String && value.ValueSpan.Length <= KnownEvents.Longest ? JsonText.Unescape(value.ValueSpan) : null;
                }
            }
        }
        catch (JsonException)
        {
            // Whoever reads it whole finds the fault, and says where.
        }

        return null;
    }

    static bool TryPass(ref ReadOnlySpan<byte> data, out ReadOnlySpan<byte> value)
    {
        data = data.TrimStart(" \t\r\n"u8);
        var json = new JsonTokens(data, isWhole: false);
        bool isWhole = json.Read() && json.TrySkip();
        value = isWhole ? data[..json.Consumed] : default;
        data = data[value.Length..];
        return isWhole;
    }

    static bool TryPass(ref ReadOnlySpan<byte> data, byte sign)
    {
        data = data.TrimStart(" \t\r\n"u8);
        bool isThere = !data.IsEmpty && data[0] == sign;
        data = isThere ? data[1..] : data;
        return isThere;
    }
}

using System.Text;

namespace HistoryImport.WhatsApp;

/// <summary>What the name of a property says, in objects whose properties are named by chat or by event.</summary>
static class PropertyNames
{
    /// <summary>The longest name of a chat or an event, in bytes.</summary>
    public const int Longest = 128;

    /// <summary>Gets the chat that a property is named after.</summary>
    public static string? ChatOf(ReadOnlySpan<byte> name)
    {
        if (name.Length > Longest || !name.Contains((byte)'@'))
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(name);
        return Jid.TryParse(text, out Jid jid) && jid.Kind != JidKind.Unknown ? text : null;
    }

    /// <summary>Gets the event that a property is named after.</summary>
    public static string? EventOf(ReadOnlySpan<byte> name)
    {
        // Of all events of a socket one has no dot in its name.
        if (name.Length > Longest || !name.Contains((byte)'.') && !name.SequenceEqual("call"u8))
        {
            return null;
        }

        string text = Encoding.UTF8.GetString(name);
        return KnownEvents.Find(text, out string known) == EventMeaning.Unknown ? null : known;
    }
}

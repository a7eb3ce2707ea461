using System.Globalization;

namespace HistoryImport;

/// <summary>Spreads what is known of a connection's chats over several values of the state store: who asks about one chat reads a small part of it.</summary>
static class ChatPart
{
    const int Parts = 64;

    /// <summary>Gets the key of the value that tells of a chat.</summary>
    /// <param name="prefix">What the values are about.</param>
    /// <param name="chat">A JID of the chat.</param>
    public static string KeyOf(string prefix, Jid chat)
    {
        // The same in every process and version.
        uint hash = 2166136261;
        foreach (char letter in chat.Value)
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return prefix + (hash % Parts).ToString(CultureInfo.InvariantCulture);
    }
}

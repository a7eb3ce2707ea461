namespace HistoryImport.WhatsApp;

/// <summary>How a field of a message is read.</summary>
enum ContentForm
{
    /// <summary>Not read: only its presence counts, and it makes no message.</summary>
    Noise,

    /// <summary>Not read: only its presence counts.</summary>
    Bare,

    /// <summary>The text itself.</summary>
    Conversation,

    /// <summary>A message with a body.</summary>
    Body,

    /// <summary>A message with media.</summary>
    Media,

    /// <summary>A message around a message.</summary>
    Wrapper,

    /// <summary>Edits and revokes, and much that is not for people.</summary>
    Protocol,

    /// <summary>A reaction.</summary>
    Reaction,
}

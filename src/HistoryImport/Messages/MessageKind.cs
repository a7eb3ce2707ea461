namespace HistoryImport;

/// <summary>What a message is, after every wrapper has been taken off.</summary>
/// <remarks>The numbers are stored and hashed: they never change.</remarks>
public enum MessageKind
{
    /// <summary>Content this version does not know; the raw payload is kept and there is no body.</summary>
    Unsupported = 0,

    /// <summary>Text.</summary>
    Text = 1,

    /// <summary>An image; the body is its caption.</summary>
    Image = 2,

    /// <summary>A video; the body is its caption.</summary>
    Video = 3,

    /// <summary>A round video note.</summary>
    VideoNote = 4,

    /// <summary>A voice note.</summary>
    Voice = 5,

    /// <summary>An audio file.</summary>
    Audio = 6,

    /// <summary>A document; the body is its caption, else its file name.</summary>
    Document = 7,

    /// <summary>A sticker or a pack of stickers.</summary>
    Sticker = 8,

    /// <summary>A place; the body is its name, else its address.</summary>
    Location = 9,

    /// <summary>A place that moves; the body is its caption.</summary>
    LiveLocation = 10,

    /// <summary>One or more contact cards; the body is the display name.</summary>
    Contact = 11,

    /// <summary>A poll or its result; the body is the question.</summary>
    Poll = 12,

    /// <summary>An event; the body is its name.</summary>
    Event = 13,

    /// <summary>An invitation to a group or channel; the body is its caption.</summary>
    Invite = 14,

    /// <summary>Buttons, lists, templates and other interactive content.</summary>
    Interactive = 15,

    /// <summary>An answer to interactive content; the body is what was chosen.</summary>
    InteractiveReply = 16,

    /// <summary>Products, orders, invoices and payments.</summary>
    Commerce = 17,

    /// <summary>A missed or scheduled call. A row only if system notes are asked for.</summary>
    Call = 18,

    /// <summary>A change of a group or of a number. A row only if system notes are asked for.</summary>
    System = 19,
}

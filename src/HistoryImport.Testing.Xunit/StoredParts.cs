namespace HistoryImport.Testing.Xunit;

/// <summary>The parts of a row that not every store has a place for, or not every store's tests can read back.</summary>
[Flags]
public enum StoredParts
{
    /// <summary>None of them: key, kind, body and time only.</summary>
    None = 0,

    /// <summary>The status.</summary>
    Status = 1,

    /// <summary>The sender's own name for himself.</summary>
    PushName = 2,

    /// <summary>The chat as WhatsApp spelled it.</summary>
    WireChat = 4,

    /// <summary>Whether the message was deleted for everyone.</summary>
    Revoked = 8,

    /// <summary>When the edit that is shown was made, and by which envelope.</summary>
    Edit = 16,

    /// <summary>The media descriptor.</summary>
    Media = 32,

    /// <summary>The payload as it came.</summary>
    Raw = 64,

    /// <summary>The reactions.</summary>
    Reactions = 128,

    /// <summary>The ids by which the official business platform knows the message and its media.</summary>
    WireIds = 256,

    /// <summary>All of them.</summary>
    All = Status | PushName | WireChat | Revoked | Edit | Media | Raw | Reactions | WireIds,
}

namespace HistoryImport;

/// <summary>How an amendment changes its message.</summary>
public enum AmendmentKind
{
    /// <summary>Replaces the body.</summary>
    Edit,

    /// <summary>Marks the message as deleted for everyone.</summary>
    Revoke,

    /// <summary>Sets or removes one person's reaction.</summary>
    Reaction,

    /// <summary>Raises the status: an acknowledgement or receipt.</summary>
    Status,

    /// <summary>Brings the content of a message that came without it, as the official business platform tells media of its history. The envelope holds
    /// the content.</summary>
    FollowUp,
}

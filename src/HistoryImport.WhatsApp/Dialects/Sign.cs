namespace HistoryImport.WhatsApp;

/// <summary>How much a property says about the object it stands in.</summary>
enum Sign
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It is found in such objects, and in others.</summary>
    Hint,

    /// <summary>It is found in such objects only.</summary>
    Proof,
}

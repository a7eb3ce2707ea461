namespace HistoryImport.WhatsApp;

/// <summary>Which of several contents of one message counts: the first of these.</summary>
enum OutcomeRank
{
    /// <summary>Content that stands in the message itself.</summary>
    Content,

    /// <summary>An amendment, or content in a wrapper.</summary>
    Change,

    /// <summary>Content of a kind that is not known.</summary>
    Unsupported,

    /// <summary>What is neither message nor amendment.</summary>
    Noise,

    /// <summary>Keys and context, which come along with everything.</summary>
    Companion,

    /// <summary>An empty message.</summary>
    Empty,

    /// <summary>No message at all.</summary>
    Absent,
}

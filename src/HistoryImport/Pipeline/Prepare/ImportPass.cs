namespace HistoryImport;

/// <summary>What a run reads at once. The passes come in this order.</summary>
enum ImportPass
{
    /// <summary>What arrived and was not read yet.</summary>
    Arrived,

    /// <summary>Of what waits, the edits: one whose message is nowhere makes its row.</summary>
    WaitingEdits,

    /// <summary>All that waits for its message.</summary>
    Waiting,
}

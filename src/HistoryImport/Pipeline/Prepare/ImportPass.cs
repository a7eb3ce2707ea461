namespace HistoryImport;

/// <summary>What a run reads at once. The passes come in this order.</summary>
enum ImportPass
{
    /// <summary>What arrived and was not read yet.</summary>
    Arrived,

    /// <summary>Of what arrived and names no chat, the media that may be for the chats that are asked for.</summary>
    Homeless,

    /// <summary>Of what waits, the edits: one whose message is nowhere makes its row.</summary>
    WaitingEdits,

    /// <summary>All that waits for its message.</summary>
    Waiting,
}

namespace HistoryImport.WhatsApp;

/// <summary>What of a history-sync blob is being read. Names and claims stand last, and are wanted first.</summary>
enum ProtobufPhase
{
    Header,
    Entries,
    Messages,

    /// <summary>The conversation in which a truncated blob ends.</summary>
    BrokenOff,
    Done,
}

namespace HistoryImport;

/// <summary>What is known of the history of some chats of a connection, as it lies in the state store; changed last, stands last.</summary>
sealed record CoverageShelf
{
    // As many fit into one value of the state store; a chat that is forgotten costs requests, no rows.
    const int MaxChats = 64;

    /// <summary>Stretches by chat.</summary>
    public IReadOnlyList<ShelvedCoverage> Chats { get; init; } = [];

    public ChatCoverage Of(Jid chat) =>
        Chats.FirstOrDefault(known => known.Chat == chat.Value)?.Stretches is { } stretches ? new ChatCoverage(stretches) : ChatCoverage.Nothing;

    public CoverageShelf With(Jid chat, ChatCoverage coverage) => new()
    {
        Chats =
        [
            .. Chats.Where(known => known.Chat != chat.Value).TakeLast(MaxChats - 1), new ShelvedCoverage { Chat = chat.Value, Stretches = coverage.Stretches },
        ],
    };
}

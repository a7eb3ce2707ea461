namespace HistoryImport.Testing;

/// <summary>What a phone holds of one chat.</summary>
public sealed class PhoneChat
{
    /// <summary>Gets every spelling of the chat; the phone takes requests for <see cref="AnswersTo"/> only.</summary>
    public required IReadOnlyList<string> Spellings { get; init; }

    /// <summary>Gets or sets the spelling in which the phone knows the chat: the LID, once it has migrated.</summary>
    public string AnswersTo { get => field ?? Spellings[0]; set; }

    /// <summary>Gets the messages, oldest first.</summary>
    public required IReadOnlyList<HistoryMessage> Messages { get; init; }

    /// <summary>Gets or sets how many messages one answer holds at most.</summary>
    public int PageLimit { get; set; } = FetchRequest.MaxCount;

    /// <summary>Gets or sets what the phone says with the oldest page; <see langword="null"/> says nothing.</summary>
    public EndOfHistory? End { get; set; } = EndOfHistory.Exhausted;

    /// <summary>Gets or sets what the phone says with every other page; <see langword="null"/> says nothing.</summary>
    public EndOfHistory? More { get; set; } = EndOfHistory.MoreRemain;

    /// <summary>Gets or sets the ids of messages the phone does not answer to, for no reason it tells.</summary>
    public ISet<string> DeafTo { get; set; } = new HashSet<string>();

    /// <summary>Gets the page before a message, newest first, as WhatsApp sends it.</summary>
    /// <param name="anchor">The message.</param>
    /// <param name="count">How many messages at most; <see cref="PageLimit"/> may make it fewer.</param>
    /// <returns>The page, or <see langword="null"/> if the phone does not answer to this anchor.</returns>
    public HistorySet? PageBefore(MessageAnchor anchor, int count)
    {
        ArgumentNullException.ThrowIfNull(anchor);
        int place = Messages.ToList().FindIndex(message => message.Id == anchor.Id && message.FromMe == anchor.FromMe);
        if (anchor.Chat != AnswersTo || place < 0 || DeafTo.Contains(anchor.Id))
        {
            return null;
        }

        int size = Math.Min(Math.Min(count, PageLimit), place);
        return new HistorySet
        {
            SyncType = HistorySyncType.OnDemand,
            Messages = [.. Messages.Take(place).TakeLast(size).Reverse().Select(message => message with { RemoteJid = AnswersTo })],
            Chats = [new HistoryChat { Id = AnswersTo, EndOfHistory = size == place ? End : More }],
        };
    }
}

namespace HistoryImport;

/// <summary>What can be read of a history besides all of it.</summary>
public static class HistoryReaderExtensions
{
    /// <summary>Reads what is kept of one person, in the order of time: the chat with them, and in groups what they sent and reacted to.</summary>
    /// <remarks>For whoever has to answer what is known of them. Of what others wrote, only the reaction is theirs: the body and the media are left out. All
    /// rows of the connection are looked at; those of the person are held in memory.</remarks>
    /// <param name="reader">Reads the rows.</param>
    /// <param name="connection">Whose rows.</param>
    /// <param name="person">Every JID of the person, as <see cref="AliasSet.AliasesOf"/> of <see cref="IMessageCache.FindAliasesAsync"/> tells them.</param>
    /// <param name="cancellationToken">Ends the enumeration.</param>
    /// <returns>The rows, those without a time first.</returns>
    /// <exception cref="HistoryStorageException">The database cannot be read, or holds no history of ours.</exception>
    public static async Task<IReadOnlyList<ExportedMessage>> ReadPersonAsync(
        this IHistoryReader reader, ConnectionKey connection, IReadOnlyCollection<Jid> person, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentNullException.ThrowIfNull(person);
        HashSet<string> jids = [.. person.Select(jid => jid.Value)];
        var theirs = new List<ExportedMessage>();
        await foreach (ExportedMessage message in reader.ReadAsync(connection, null, cancellationToken).ConfigureAwait(false))
        {
            if (Theirs(message, jids) is { } part)
            {
                theirs.Add(part);
            }
        }

        // Stable: rows of one second stay in the order they are read in.
        return [.. theirs.OrderBy(message => message.Timestamp ?? message.EditedAt ?? long.MinValue)];
    }

    static ExportedMessage? Theirs(ExportedMessage message, HashSet<string> jids)
    {
        if (jids.Contains(message.Chat) || (message.Sender is { } sender && jids.Contains(sender)))
        {
            return message;
        }

        ExportedReaction[] reactions = [.. message.Reactions.Where(reaction => reaction.Sender is { } reactor && jids.Contains(reactor))];
        return reactions.Length == 0 ? null : message with { Reactions = reactions, Body = "", Media = null, PushName = null };
    }
}

using System.Text;

namespace HistoryImport.Sqlite;

/// <summary>Makes one step of an erasure inside a transaction.</summary>
sealed class EraseWriter(DbSession session, long connection, ErasureOrder order, CancellationToken cancellationToken)
{
    // Whoever else writes waits no longer than this takes.
    const int PieceRows = 5000;

    long _messages;
    long _reactions;
    long _names;
    long _rawPayloads;

    public ErasureStep Run()
    {
        var place = ErasurePlace.Parse(order.After);
        if (place.IsDeleting)
        {
            place = Delete() ? ErasurePlace.First : place with { IsDeleting = false };
        }

        string? next = place.IsDeleting ? place.ToString() : order.Addresses.Count > 0 ? LookThrough(place)?.ToString() : null;
        return new ErasureStep { Messages = _messages, Reactions = _reactions, Names = _names, RawPayloads = _rawPayloads, Next = next };
    }

    /// <returns>Whether more may be left.</returns>
    bool Delete() => order.IsWhole ? DeleteAll() : DeleteChats() || DeletePersons();

    bool DeleteAll()
    {
        while (Find(EraseSql.AnyChat, connection) is { } chat)
        {
            if (DeleteChat(chat) || _messages >= PieceRows)
            {
                return true;
            }
        }

        Change(EraseSql.RemoveAllMembers, connection);
        _names += Change(EraseSql.RemoveAllNames, connection);
        return false;
    }

    bool DeleteChats()
    {
        foreach (Jid jid in order.Chats)
        {
            if (KeyLookup.FindChat(session, connection, jid) is { } chat && DeleteChat(chat))
            {
                return true;
            }

            _names += Change(EraseSql.RemoveChatName, connection, jid.Value);
        }

        return false;
    }

    /// <returns>Whether more is left of it.</returns>
    bool DeleteChat(long chat)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string? end = EndOfPiece(chat);
        Statement members = session.Get(EraseSql.RemoveMembersOfPiece);
        members.Bind(1, connection);
        members.Bind(2, chat);
        members.Bind(3, end);
        members.Execute();
        if (end is null)
        {
            _messages += Change(MessageSql.DeleteChat, chat);
            _reactions += Change(ReactionSql.DeleteChat, chat);
            Change(JoinSql.DeleteChat, chat);
            return false;
        }

        _messages += Change(MessageSql.DeletePiece, chat, end);
        _reactions += Change(ReactionSql.DeletePiece, chat, end);
        return true;
    }

    bool DeletePersons()
    {
        foreach (Jid jid in order.Persons)
        {
            foreach (long group in GroupsOf(jid))
            {
                if (DeleteFromGroup(group, jid.Value))
                {
                    return true;
                }
            }

            _names += Change(EraseSql.RemoveNames, connection, jid.Value);
        }

        return false;
    }

    bool DeleteFromGroup(long group, string person)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Statement sent = session.Get(EraseSql.RemoveSent);
        sent.Bind(1, group);
        sent.Bind(2, person);
        sent.Bind(3, PieceRows);
        int removed = sent.ExecuteChanges();
        _messages += removed;
        if (removed == PieceRows)
        {
            return true;
        }

        _reactions += Change(EraseSql.RemoveReactionsTo, group, person);
        _reactions += Change(EraseSql.RemoveReactionsOf, group, person);

        // Last: by it a repetition finds the group.
        Statement member = session.Get(EraseSql.RemoveMember);
        member.Bind(1, connection);
        member.Bind(2, person);
        member.Bind(3, group);
        member.Execute();
        return false;
    }

    /// <summary>Empties raw payloads that name somebody.</summary>
    /// <returns>How far it came; <see langword="null"/> if that is all.</returns>
    ErasurePlace? LookThrough(ErasurePlace place)
    {
        (long chat, string id) = (place.Chat, place.Id);
        for (long left = PieceRows; left > 0;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Find(EraseSql.NextChat, connection, chat) is not { } next)
            {
                return null;
            }

            (chat, id) = (next, next == chat ? id : "");
            if (NextMessages(chat, id, left) is not var (last, count))
            {
                (chat, id) = (chat + 1, "");

                // A chat without a message costs, too.
                left--;
                continue;
            }

            Array.ForEach([.. order.Addresses], address => EmptyRaw(chat, id, last, address));
            (id, left) = (last, left - count);
        }

        return new ErasurePlace(false, chat, id);
    }

    void EmptyRaw(long chat, string after, string last, string address)
    {
        Statement empty = session.Get(EraseSql.EmptyRaw);
        empty.Bind(1, chat);
        empty.Bind(2, after);
        empty.Bind(3, last);
        empty.BindBlob(4, Encoding.UTF8.GetBytes(address));
        _rawPayloads += empty.ExecuteChanges();
    }

    (string Last, long Count)? NextMessages(long chat, string after, long limit)
    {
        Statement next = session.Get(EraseSql.NextMessages);
        next.Bind(1, chat);
        next.Bind(2, after);
        next.Bind(3, limit);
        next.Step();
        (string Last, long Count)? found = next.Int64(1) == 0 ? null : (next.Text(0), next.Int64(1));
        next.Reset();
        return found;
    }

    string? EndOfPiece(long chat)
    {
        Statement end = session.Get(MessageSql.PieceEnd);
        end.Bind(1, chat);
        end.Bind(2, PieceRows - 1);
        string? id = null;
        if (end.Step())
        {
            id = end.Text(0);
            end.Reset();
        }

        return id;
    }

    List<long> GroupsOf(Jid jid)
    {
        Statement query = session.Get(EraseSql.GroupsOf);
        query.Bind(1, connection);
        query.Bind(2, jid.Value);
        var groups = new List<long>();
        while (query.Step())
        {
            groups.Add(query.Int64(0));
        }

        return groups;
    }

    long? Find(string sql, long first, long? second = null)
    {
        Statement query = session.Get(sql);
        query.Bind(1, first);
        if (second is { } value)
        {
            query.Bind(2, value);
        }

        return query.ExecuteInt64();
    }

    int Change(string sql, long first, string? second = null)
    {
        Statement change = session.Get(sql);
        change.Bind(1, first);
        if (second is not null)
        {
            change.Bind(2, second);
        }

        return change.ExecuteChanges();
    }
}

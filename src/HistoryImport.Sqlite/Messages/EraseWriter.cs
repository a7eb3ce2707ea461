namespace HistoryImport.Sqlite;

/// <summary>Makes one step of an erasure inside a transaction.</summary>
sealed class EraseWriter(DbSession session, long connection, ErasureOrder order, RemovalTeller teller, CancellationToken cancellationToken)
{
    // Whoever else writes waits no longer than this takes.
    const int PieceRows = 5000;

    readonly MentionEraser _mentions = new(session, order, teller);

    long _messages;
    long _reactions;
    long _names;
    long _mediaKeys;

    public ErasureStep Run()
    {
        var place = ErasurePlace.Parse(order.After);
        if (order.OlderThan is { } bound)
        {
            string? left = DeleteOld(bound, place)?.ToString();
            return new ErasureStep { Messages = _messages, Reactions = _reactions, Next = left };
        }

        if (order.MediaKeysOlderThan is not null)
        {
            string? left = LookThrough(place)?.ToString();
            return new ErasureStep { MediaKeys = _mediaKeys, Next = left };
        }

        if (place.IsDeleting)
        {
            place = Delete() ? ErasurePlace.First : place with { IsDeleting = false };
        }

        string? next = place.IsDeleting ? place.ToString() : order.Addresses.Count > 0 ? LookThrough(place)?.ToString() : null;
        return new ErasureStep
        {
            Messages = _messages + _mentions.Messages, Reactions = _reactions + _mentions.Reactions, Names = _names, RawPayloads = _mentions.RawPayloads, Next = next,
        };
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
        _names += Named(EraseSql.RemoveAllNames);
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

            _names += Named(EraseSql.RemoveChatName, jid.Value);
        }

        return false;
    }

    /// <returns>Whether more is left of it.</returns>
    bool DeleteChat(long chat)
    {
        cancellationToken.ThrowIfCancellationRequested();
        string? end = EndOf(MessageSql.PieceEnd, chat, PieceRows);
        Statement members = session.Get(EraseSql.RemoveMembersOfPiece);
        members.Bind(1, connection);
        members.Bind(2, chat);
        members.Bind(3, end);
        members.Execute();
        if (end is null)
        {
            _messages += teller.Erase(Bound(EraseSql.RemoveChat, chat));
            _reactions += Change(ReactionSql.DeleteChat, chat);
            Change(JoinSql.DeleteChat, chat);
            return false;
        }

        _messages += teller.Erase(Bound(EraseSql.RemovePiece, chat, end));
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

            _names += Named(EraseSql.RemoveNames, jid.Value);
        }

        return false;
    }

    bool DeleteFromGroup(long group, string person)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Statement sent = Bound(EraseSql.RemoveSent, group, person);
        sent.Bind(3, PieceRows);
        int removed = teller.Erase(sent);
        _messages += removed;
        if (removed == PieceRows)
        {
            return true;
        }

        _reactions += teller.Change(Bound(EraseSql.RemoveReactionsTo, group, person));
        _reactions += teller.Change(Bound(EraseSql.RemoveReactionsOf, group, person));

        // Last: by it a repetition finds the group.
        Statement member = session.Get(EraseSql.RemoveMember);
        member.Bind(1, connection);
        member.Bind(2, person);
        member.Bind(3, group);
        member.Execute();
        return false;
    }

    /// <returns>How far it came; <see langword="null"/> if that is all.</returns>
    ErasurePlace? DeleteOld(long bound, ErasurePlace place)
    {
        for (long chat = place.Chat, looked = 0; ; looked++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (_messages >= PieceRows || looked >= PieceRows)
            {
                return new ErasurePlace(false, chat, "");
            }

            if (Find(EraseSql.NextChat, connection, chat) is not { } next)
            {
                return null;
            }

            Statement end = session.Get(EraseSql.EndOfOld);
            end.Bind(3, PieceRows - 1);
            long? piece = Find(EraseSql.EndOfOld, next, bound);
            _reactions += Change(EraseSql.RemoveReactionsOfOld, next, piece + 1 ?? bound);
            Statement old = Bound(EraseSql.RemoveOld, next);
            old.Bind(2, piece + 1 ?? bound);
            _messages += teller.Erase(old);
            chat = piece is null ? next + 1 : next;
        }
    }

    /// <summary>Deletes system notes and empties raw payloads that name somebody, or takes out the keys of old media.</summary>
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
            string? last = EndOf(EraseSql.EndOfNext, chat, left, id);
            if (order.MediaKeysOlderThan is { } bound)
            {
                _mediaKeys += RemoveKeys(chat, id, last, bound);
            }
            else
            {
                _mentions.Erase(chat, id, last);
            }

            // A chat without a message costs, too.
            left -= last is not null ? left : 1 + (Find(EraseSql.CountOfRest, chat, id) ?? 0);
            (chat, id) = last is null ? (chat + 1, "") : (chat, last);
        }

        return new ErasurePlace(false, chat, id);
    }

    int RemoveKeys(long chat, string after, string? last, long bound)
    {
        Statement remove = Bound(EraseSql.RemoveKeys, chat, after);
        remove.Bind(3, last);
        remove.Bind(4, bound);
        return teller.Change(remove);
    }

    int Named(Removal removal, string? jid = null) => teller.Name(Bound(removal, connection, jid));

    Statement Bound(Removal removal, long first, string? second = null)
    {
        Statement statement = session.Get(teller.Sql(removal));
        statement.Bind(1, first);
        if (second is not null)
        {
            statement.Bind(2, second);
        }

        return statement;
    }

    string? EndOf(string sql, long chat, long rows, string? after = null)
    {
        Statement end = session.Get(sql);
        end.Bind(1, chat);
        if (after is not null)
        {
            end.Bind(2, after);
        }

        end.Bind(after is null ? 2 : 3, rows - 1);
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

    long? Find(string sql, long first)
    {
        Statement query = session.Get(sql);
        query.Bind(1, first);
        return query.ExecuteInt64();
    }

    long? Find(string sql, long first, long second)
    {
        session.Get(sql).Bind(2, second);
        return Find(sql, first);
    }

    long? Find(string sql, long first, string second)
    {
        session.Get(sql).Bind(2, second);
        return Find(sql, first);
    }

    int Change(string sql, long first, long second)
    {
        session.Get(sql).Bind(2, second);
        return Change(sql, first);
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

using System.Text;

namespace HistoryImport.Sqlite;

/// <summary>Takes out what names somebody who is erased and they did not write: system notes go, raw payloads are emptied.</summary>
sealed class MentionEraser(DbSession session, ErasureOrder order, RemovalTeller teller)
{
    /// <summary>Gets how many notes are gone.</summary>
    public long Messages { get; private set; }

    /// <summary>Gets how many reactions to them are gone.</summary>
    public long Reactions { get; private set; }

    /// <summary>Gets how many rows lost their raw payload.</summary>
    public long RawPayloads { get; private set; }

    /// <summary>Does so in a piece of a chat: after one id, and up to another or to the end.</summary>
    public void Erase(long chat, string after, string? last)
    {
        DeleteNotes(chat, after, last);
        foreach (string address in order.Addresses)
        {
            foreach (long number in FindPayloads(chat, after, last, address))
            {
                Statement empty = session.Get(teller.Sql(EraseSql.EmptyRaw));
                empty.Bind(1, number);
                RawPayloads += teller.Change(empty);
            }
        }
    }

    // The database finds the bytes, but not whether they are a word.
    List<long> FindPayloads(long chat, string after, string? last, string address)
    {
        Statement payloads = session.Get(EraseSql.RawWith);
        payloads.Bind(1, chat);
        payloads.Bind(2, after);
        payloads.Bind(3, last);
        payloads.BindBlob(4, Encoding.UTF8.GetBytes(address));
        var found = new List<long>();
        while (payloads.Step())
        {
            if (order.IsNamedIn(RawColumn.Read(payloads.Bytes(1), payloads.Text(2), payloads.IsNull(3) ? null : MediaColumn.Read(payloads.Bytes(3)))))
            {
                found.Add(payloads.Int64(0));
            }
        }

        return found;
    }

    void DeleteNotes(long chat, string after, string? last)
    {
        foreach ((long number, string id) in FindNotes(chat, after, last))
        {
            Statement remove = session.Get(teller.Sql(EraseSql.RemoveNote));
            remove.Bind(1, number);
            Messages += teller.Erase(remove);

            Statement reactions = session.Get(EraseSql.RemoveReactionsToNobody);
            reactions.Bind(1, chat);
            reactions.Bind(2, id);
            Reactions += reactions.ExecuteChanges();
        }
    }

    List<(long Number, string Id)> FindNotes(long chat, string after, string? last)
    {
        Statement notes = session.Get(EraseSql.Notes);
        notes.Bind(1, chat);
        notes.Bind(2, after);
        notes.Bind(3, last);
        var found = new List<(long, string)>();
        while (notes.Step())
        {
            if (order.IsNamedIn(notes.Text(2)))
            {
                found.Add((notes.Int64(0), notes.Text(1)));
            }
        }

        return found;
    }
}

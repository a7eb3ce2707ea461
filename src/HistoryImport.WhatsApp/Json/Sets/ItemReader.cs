using System.Runtime.InteropServices;
using System.Text.Json;

namespace HistoryImport.WhatsApp;

/// <summary>Reads the item at hand, and puts what it says into the set.</summary>
sealed class ItemReader(SetWalk walk, PayloadWindow window, JsonValues values)
{
    readonly Item _item = new();

    // What is being copied, because it is too large as it is.
    (SetContainer Container, ItemPlace Place, IDialect Dialect)? _copied;

    /// <summary>Reads the item at hand in a dialect, or in the next best.</summary>
    /// <returns>Whether it was all there.</returns>
    public bool Step(SetContainer container, ItemPlace place, IDialect dialect)
    {
        // A message that is the first document also tells whether documents stand on one line.
        bool isMeasured = place.IsDocument && !walk.Lines.IsLines;
        if (!isMeasured && !values.IsScanning && TryRead(place, dialect))
        {
            container.Understand();
            return true;
        }

        return TakeAndRead(container, place, dialect);
    }

    /// <summary>Goes on with the item that is being copied.</summary>
    public bool Resume()
    {
        (SetContainer container, ItemPlace place, IDialect dialect) = _copied!.Value;
        return TakeAndRead(container, place, dialect);
    }

    bool TakeAndRead(SetContainer container, ItemPlace place, IDialect dialect)
    {
        Taken taken = walk.Take(out ReadOnlySpan<byte> element, isMessage: true);
        _copied = values.IsCutting ? (container, place, dialect) : null;
        if (taken == Taken.Incomplete)
        {
            return false;
        }

        if (taken != Taken.Whole || Read(element, place, dialect))
        {
            container.Understand();
        }
        else if (!values.IsCutting)
        {
            // It has names of items and is none: there may be items in it.
            return container.EnterObject(place with { IsDocument = false });
        }
        else
        {
            container.AddUnknown(new UnknownItems(1, window.PayloadPosition));
        }

        walk.Consume(element.Length);
        return true;
    }

    /// <summary>Adds what was kept because it might have been a repeat, but for what is one.</summary>
    public void AddPreviews(EventDraft owner)
    {
        foreach ((HistoryMessage message, Repairs repairs) in owner.TakePreviews())
        {
            if (owner.HasMessages && !string.IsNullOrEmpty(message.RemoteJid))
            {
                continue;
            }

            long position = walk.Set.TakePosition();
            walk.Set.AddRepairs(position, PositionUnit.Message, repairs);
            walk.Set.Add(message with { Position = position });
            walk.Set.AddForm(KnownDialects.WebMessageInfo.Name);
        }
    }

    // Nearly every item is whole and sound; looking for the end first would read it twice.
    bool TryRead(ItemPlace place, IDialect dialect)
    {
        _item.Clear();
        int length;
        Repairs repairs;
        try
        {
            var reader = new JsonFieldReader(window.Unread, walk.Options.MaxJsonDepth, walk.Spellings, isWhole: false);
            if (!dialect.Read(ref reader, ContextOf(place), _item) || !reader.IsAtEnd || reader.Position > walk.Options.MaxMessageBytes)
            {
                return false;
            }

            (length, repairs) = (reader.Position, reader.Repairs);
        }
        catch (JsonException)
        {
            return false;
        }

        Accept(place, repairs, dialect);
        walk.Consume(length);
        return true;
    }

    // Tells whether it is anything that is known.
    bool Read(ReadOnlySpan<byte> element, ItemPlace place, IDialect dialect)
    {
        if (element[0] != (byte)'{')
        {
            walk.AddProblem("An element that should be a message is no object.", isMessage: true);
            return true;
        }

        try
        {
            return TryRead(element, place, dialect) || TryOthers(element, place, dialect);
        }
        catch (JsonException error)
        {
            // The text of the error may quote the payload.
            walk.AddProblem($"A message is not valid JSON at its byte {error.BytePositionInLine ?? 0}.", isMessage: true);
            return true;
        }
    }

    // By what the names say, the likeliest first.
    bool TryOthers(ReadOnlySpan<byte> element, ItemPlace place, IDialect refused)
    {
        List<IDialect> all = [refused];
        while (ItemSniffer.FindOther(element, CollectionsMarshal.AsSpan(all)) is { } other)
        {
            if (TryRead(element, place, other))
            {
                return true;
            }

            all.Add(other);
        }

        return false;
    }

    bool TryRead(ReadOnlySpan<byte> element, ItemPlace place, IDialect dialect)
    {
        _item.Clear();
        var reader = new JsonFieldReader(element, walk.Options.MaxJsonDepth, walk.Spellings);
        if (!dialect.Read(ref reader, ContextOf(place), _item))
        {
            return false;
        }

        Accept(place, reader.Repairs, dialect);
        return true;
    }

    ItemContext ContextOf(ItemPlace place) =>
        new() { Position = walk.Set.NextPosition, ConversationId = place.ChatId, EventName = place.Event?.Name };

    void Accept(ItemPlace place, Repairs repairs, IDialect dialect)
    {
        if (place is { IsMain: true, Event: { } owner })
        {
            owner.HasMessages = true;
        }

        if (_item.NoHistory is { } word)
        {
            walk.Set.AddWithoutHistory(word);
        }
        else if (place.Repeats is null)
        {
            walk.Set.AddForm(dialect.Name);
        }

        if (place.Official is { } official)
        {
            AcceptOfficial(official, repairs);
        }

        if (_item.Message is { } message)
        {
            Add(message, repairs, place);
        }
        else if (_item.Problem is { } reason)
        {
            walk.AddProblem(reason, isMessage: true);
        }

        if (_item.HasMore)
        {
            AddMore(place);
        }
    }

    void AcceptOfficial(OfficialPlace place, Repairs repairs)
    {
        foreach (HistoryContact contact in _item.Contacts)
        {
            place.Change.AddContact(contact.NumberJid ?? contact.Id);
        }

        if (_item.Official is { } message)
        {
            walk.Set.AddRepairs(walk.Set.TakePosition(), PositionUnit.Message, repairs);
            _item.SpareOfficial = place.Change.Take(message, place, walk.Set) ? message : null;
        }
    }

    void AddMore(ItemPlace place)
    {
        foreach (HistoryMessage further in _item.Further)
        {
            Add(further, place);
        }

        foreach (HistoryChat chat in _item.Chats)
        {
            walk.Set.Add(chat);
        }

        foreach (HistoryContact contact in _item.Contacts)
        {
            walk.Set.Add(contact);
        }

        foreach (JidClaim claim in _item.Claims)
        {
            walk.Set.Add(claim);
        }

        foreach (Jid jid in _item.Account)
        {
            walk.Set.AddAccount(jid);
        }
    }

    void Add(HistoryMessage message, Repairs repairs, ItemPlace place)
    {
        if (place.Repeats is { } owner)
        {
            AddPreview(message, repairs, owner);
            return;
        }

        walk.Set.AddRepairs(walk.Set.TakePosition(), PositionUnit.Message, repairs);
        Add(message, place);
    }

    void AddPreview(HistoryMessage message, Repairs repairs, EventDraft owner)
    {
        // Beside the chats the same message no longer says which conversation it stood in.
        if (JidClaim.TryCreate(message.RemoteJid, message.ConversationId) is { } claim)
        {
            walk.Set.Add(claim);
        }

        bool isNeeded = string.IsNullOrEmpty(message.RemoteJid) || !owner.HasMessages;
        if (isNeeded && !owner.AddPreview(message, repairs, walk.Options.PartBytes))
        {
            // No room to wait: a repeat does no harm.
            AddPreviews(owner);
        }
    }

    void Add(HistoryMessage message, ItemPlace place)
    {
        if (place.Forwarded is null || !place.Forwarded.TryKeep(message, walk.Options.PartBytes))
        {
            walk.Set.Add(place.ChatName is { } chat && message is { RemoteJid: null, ConversationId: null } ? message with { ConversationId = chat } : message);
        }
    }
}

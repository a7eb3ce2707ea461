namespace HistoryImport.WhatsApp;

/// <summary>One change of a webhook: what it says beside its messages, and those that cannot be made out before its end.</summary>
/// <param name="room">About how many bytes of messages may wait.</param>
sealed class OfficialChange(int room)
{
    public const string History = "history";

    readonly List<(OfficialMessage Message, OfficialPlace Place)> _waiting = [];
    long _bytes;
    string? _onlyContact;
    Jid? _own;
    int _contacts;

    /// <summary>The field that changed; <see langword="null"/> as long as it is not told.</summary>
    public string? Field { get; set; }

    /// <summary>Whether history stands in it, whatever the field.</summary>
    public bool HoldsHistory { get; set; }

    /// <summary>Whether anything in it was read.</summary>
    public bool HasItems { get; set; }

    /// <summary>The digits of the business's own number.</summary>
    public string? OwnDigits
    {
        get;
        set
        {
            field = value;
            _own = value is not null && Jid.TryParse(value + OfficialAddress.NumberServer, out Jid own) && own.IsPerson ? own : null;
        }
    }

    /// <summary>The only contact that stands beside the messages; <see langword="null"/> if there are several, or none.</summary>
    public string? OnlyContact => _contacts == 1 ? _onlyContact : null;

    /// <summary>What stands under history is media that follows its message.</summary>
    public bool BringsFollowUps => Field is null ? HoldsHistory : Field == History;

    public void AddContact(string? address)
    {
        if (address is not null && address != _onlyContact)
        {
            (_onlyContact, _contacts) = (address, _contacts + 1);
        }
    }

    /// <summary>Tells the set whose history it is.</summary>
    public void TellAccount(SetBuilder set)
    {
        if (_own is { } own)
        {
            set.AddAccount(own);
        }
    }

    /// <summary>Takes a message: into the set, if all that it depends on is known.</summary>
    /// <returns>Whether it is done with.</returns>
    public bool Take(OfficialMessage message, OfficialPlace place, SetBuilder set)
    {
        HasItems = true;
        bool isKnown = place.List == OfficialList.Thread && place.Thread!.Chat is not null && (OwnDigits is not null || message.IsDirectionTold);
        if (isKnown)
        {
            message.AddTo(set, place, this);
            return true;
        }

        _waiting.Add((message, place));
        _bytes += message.Size;
        if (_bytes > room)
        {
            Finish(set);
        }

        return false;
    }

    /// <summary>Makes out the messages that waited by what is known now.</summary>
    public void Finish(SetBuilder set)
    {
        foreach ((OfficialMessage message, OfficialPlace place) in _waiting)
        {
            message.AddTo(set, place, this);
        }

        _waiting.Clear();
        _bytes = 0;
    }
}

namespace HistoryImport.WhatsApp;

/// <summary>A message of the official business platform as it was read. Whose it is, and of which chat, is made out when all that tells is known.</summary>
sealed class OfficialMessage
{
    bool _isWamid;
    bool _fromMe;
    string _stanzaId = "";

    /// <summary>The id as the platform spells it.</summary>
    public string? Id
    {
        get;
        set
        {
            field = value;
            _isWamid = Wamid.TryParse(value, out _fromMe, out _stanzaId);
        }
    }

    public string? From { get; set; }

    public string? FromUserId { get; set; }

    public string? To { get; set; }

    public string? ToUserId { get; set; }

    public string? GroupId { get; set; }

    public long? Timestamp { get; set; }

    public MessageStatus? Status { get; set; }

    /// <summary>What <c>history_context</c> says of who sent it.</summary>
    public bool? IsFromMe { get; set; }

    /// <summary>What it says.</summary>
    public MessageContent? Content { get; set; }

    /// <summary>The change it makes to another message.</summary>
    public MessageAmendment? Amendment { get; set; }

    /// <summary>Set where it says nothing that is kept: the word under which it is counted.</summary>
    public string? Noise { get; set; }

    public long Position { get; set; }

    /// <summary>Whether it says itself who sent it, so that nobody has to compare numbers.</summary>
    public bool IsDirectionTold => _isWamid || IsFromMe is not null;

    /// <summary>About how many bytes it holds.</summary>
    public int Size => MessageSize.Of(Content, Amendment);

    /// <summary>Gets by which id sockets know a message.</summary>
    public static string? StanzaOf(string? id) => Wamid.TryParse(id, out bool _, out string stanzaId) && stanzaId.Length > 0 ? stanzaId : id;

    /// <summary>Makes it as if nothing had been read.</summary>
    public void Clear()
    {
        (Id, From, FromUserId, To, ToUserId, GroupId) = (null, null, null, null, null, null);
        (Timestamp, Status, IsFromMe) = (null, null, null);
        (Content, Amendment, Noise) = (null, null, null);
    }

    public void AddTo(SetBuilder set, OfficialPlace place, OfficialChange change)
    {
        bool fromMe = Direction(place, change, out bool isContradicted);
        AddClaims(set);
        string? chat = GroupId is not null ? OfficialAddress.OfGroup(GroupId) : ChatOf(place, change, fromMe);
        string? id = _stanzaId.Length > 0 ? _stanzaId : Id;
        bool isFollowUp = place.List != OfficialList.Thread && change.BringsFollowUps && Content is not null;
        if (isContradicted && !isFollowUp)
        {
            set.AddKept(Position, PositionUnit.Message, "A message says in two ways who sent it, and they differ; its id counts, else what history says of it.");
        }

        set.Add(new HistoryMessage
        {
            RemoteJid = chat,
            FromMe = fromMe,
            Id = id,
            WireId = Id is null ? null : new MessageWireId(Id, place.List != OfficialList.Thread && !isFollowUp),
            Participant = GroupId is not null && !fromMe ? SenderOf(change) : null,

            // The times of follow-ups are those of the follow-ups.
            Timestamp = isFollowUp ? null : Timestamp,
            Status = fromMe && !isFollowUp ? Status : null,
            Content = Content,
            Amendment = isFollowUp ? new MessageAmendment { Kind = AmendmentKind.FollowUp, TargetId = id } : Amendment,
            Noise = Noise,
            Position = Position,
        });
    }

    // By the id, by what history says, by the list, by the number; the first that tells.
    bool Direction(OfficialPlace place, OfficialChange change, out bool isContradicted)
    {
        bool? byList = place.List == OfficialList.Echoes ? true : null;
        bool? byNumber = change.OwnDigits is { } own && OfficialAddress.DigitsOf(From) is { } digits ? digits == own : null;
        bool fromMe = (_isWamid ? _fromMe : (bool?)null) ?? IsFromMe ?? byList ?? byNumber ?? ByThread(place) ?? false;
        isContradicted = IsFromMe is { } told && told != fromMe || byList is { } listed && listed != fromMe || byNumber is { } numbered && numbered != fromMe;
        return fromMe;
    }

    bool? ByThread(OfficialPlace place) => place.Thread?.Chat is { } chat && OfficialAddress.Of(From) is { } sender ? sender != chat : null;

    string? ChatOf(OfficialPlace place, OfficialChange change, bool fromMe)
    {
        if (place.Thread?.Chat is { } chat)
        {
            return chat;
        }

        string? told = fromMe ? ReceiverOf(change) ?? (change.OwnDigits is null ? null : SenderOf(change)) : SenderOf(change) ?? ReceiverOf(change);
        string? contact = change.OnlyContact;
        return told is null || contact is not null && told.EndsWith(OfficialAddress.BsuidServer, StringComparison.Ordinal) ? contact ?? told : told;
    }

    string? ReceiverOf(OfficialChange change) => OtherSide(To, change) ?? OfficialAddress.OfUserId(ToUserId);

    string? SenderOf(OfficialChange change) => OtherSide(From, change) ?? OfficialAddress.OfUserId(FromUserId);

    static string? OtherSide(string? text, OfficialChange change) =>
        change.OwnDigits is { } own && OfficialAddress.DigitsOf(text) == own ? null : OfficialAddress.Of(text);

    // A note of the system is about addresses that change, so those in it are no pair.
    void AddClaims(SetBuilder set)
    {
        if (Content?.Kind != MessageKind.System)
        {
            Add(From, FromUserId);
            Add(To, ToUserId);
        }

        void Add(string? number, string? userId)
        {
            if (userId is not null && number is not null && JidClaim.TryCreate(OfficialAddress.Of(number), OfficialAddress.OfUserId(userId)) is { } claim)
            {
                set.Add(claim);
            }
        }
    }
}

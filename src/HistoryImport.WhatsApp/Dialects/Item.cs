namespace HistoryImport.WhatsApp;

/// <summary>What one object was read into. Used again for the next one.</summary>
sealed class Item
{
    readonly List<HistoryMessage> _further = [];
    readonly List<HistoryChat> _chats = [];
    readonly List<HistoryContact> _contacts = [];
    readonly List<JidClaim> _claims = [];
    readonly List<Jid> _account = [];

    /// <summary>The message; the first if there are more.</summary>
    public HistoryMessage? Message { get; private set; }

    /// <summary>Whether there is more than one message, no history, or a problem.</summary>
    public bool HasMore { get; private set; }

    /// <summary>The messages behind the first.</summary>
    public List<HistoryMessage> Further => _further;

    public List<HistoryChat> Chats => _chats;

    public List<HistoryContact> Contacts => _contacts;

    public List<JidClaim> Claims => _claims;

    /// <summary>Our own account, where the object names it.</summary>
    public List<Jid> Account => _account;

    /// <summary>The message of the official business platform that the object is. Whose it is, and of which chat, is made out later.</summary>
    public OfficialMessage? Official { get; set; }

    /// <summary>One that nobody refers to any more: nearly every message is done with before the next is read.</summary>
    public OfficialMessage? SpareOfficial { get; set; }

    /// <summary>Set where the object is understood and holds no history: the word under which it is counted.</summary>
    public string? NoHistory { get; set; }

    /// <summary>Set where the object should hold something and cannot be used: why, in words that quote nothing of it.</summary>
    public string? Problem { get; set; }

    public void Add(HistoryMessage message)
    {
        if (Message is null)
        {
            Message = message;
        }
        else
        {
            _further.Add(message);
            HasMore = true;
        }
    }

    /// <summary>Adds a message, and what it told beside itself.</summary>
    public void Add(HistoryMessage message, in MessageFinds finds)
    {
        Add(message);
        Add(finds);
    }

    /// <summary>Adds what a message told beside itself.</summary>
    public void Add(in MessageFinds finds)
    {
        if (finds.Claims is not { } claims)
        {
            return;
        }

        foreach (JidClaim claim in claims)
        {
            Add(claim);
        }
    }

    public void Add(HistoryChat chat)
    {
        _chats.Add(chat);
        HasMore = true;
    }

    public void Add(HistoryContact contact)
    {
        _contacts.Add(contact);
        HasMore = true;
    }

    public void Add(JidClaim claim)
    {
        _claims.Add(claim);
        HasMore = true;
    }

    /// <summary>Adds a pair, if the two are one LID and one number.</summary>
    public void AddClaim(string? one, string? other)
    {
        if (JidClaim.TryCreate(one, other) is { } claim)
        {
            Add(claim);
        }
    }

    public void AddAccount(Jid jid)
    {
        _account.Add(jid);
        HasMore = true;
    }

    public void Clear()
    {
        (Message, Official, NoHistory, Problem) = (null, null, null, null);
        if (!HasMore)
        {
            return;
        }

        HasMore = false;
        _further.Clear();
        _chats.Clear();
        _contacts.Clear();
        _claims.Clear();
        _account.Clear();
    }
}

namespace HistoryImport.WhatsApp;

/// <summary>Gathers one part of a history set until it is as large as a part may be.</summary>
sealed class SetBuilder(HistoryDecoderOptions options)
{
    const int EntryOverhead = 256;

    // As many are copied, so that the list serves the next part, too.
    const int Few = 4;

    List<HistoryMessage> _messages = [];
    List<HistoryChat> _chats = [];
    List<HistoryContact> _contacts = [];
    List<JidClaim> _claims = [];
    List<DecodeProblem> _problems = [];
    readonly HashSet<Jid> _account = [];
    ItemCounts _forms;
    ItemCounts _withoutHistory;
    long _bytes;
    long _problemCount;
    bool _isContinuation;

    // Whether the account is still to be handed over; every further part of the set repeats it.
    bool _hasNewAccount;

    public HistorySyncType? SyncType { get; set; }

    public int? Progress { get; set; }

    public long? ChunkOrder { get; set; }

    public string? RequestId { get; set; }

    public int? Phase { get; set; }

    public bool IsDeclined { get; set; }

    /// <summary>Gets the index of the next message of the source.</summary>
    public long NextPosition { get; private set; }

    public bool IsEmpty => _messages.Count + _chats.Count + _contacts.Count + _claims.Count + _problems.Count == 0
        && !_hasNewAccount
        && _forms.IsEmpty
        && _withoutHistory.IsEmpty;

    /// <summary>Whether it is as large as a part may be. Asked at every step, so it is kept.</summary>
    public bool IsFull { get; private set; }

    /// <summary>Takes the index of a message that was met.</summary>
    public long TakePosition() => NextPosition++;

    public void Add(HistoryMessage message)
    {
        _messages.Add(message);
        Grow(_messages.Count, MessageSize.Of(message));
    }

    public void Add(HistoryChat chat)
    {
        _chats.Add(chat);
        Grow(_chats.Count, EntryOverhead);
    }

    public void Add(HistoryContact contact)
    {
        _contacts.Add(contact);
        Grow(_contacts.Count, EntryOverhead);
    }

    public void Add(JidClaim claim)
    {
        _claims.Add(claim);
        Grow(_claims.Count, EntryOverhead);
    }

    /// <summary>Counts an item under the form in which it was read.</summary>
    public void AddForm(string form) => _forms.Add(form);

    /// <summary>Counts an item that is understood and holds no history.</summary>
    public void AddWithoutHistory(string word) => _withoutHistory.Add(word);

    /// <summary>Our own account, where the payload names it.</summary>
    public void AddAccount(Jid jid) => _hasNewAccount |= _account.Add(jid);

    /// <exception cref="HistoryFormatException">There have been more problems than allowed.</exception>
    public void AddProblem(long position, PositionUnit unit, string reason, long offset)
    {
        _problems.Add(new DecodeProblem(position, reason) { Unit = unit });
        Grow(_problems.Count, EntryOverhead);
        if (++_problemCount > options.MaxProblems)
        {
            throw new HistoryFormatException(offset, $"more than {options.MaxProblems} parts of it could not be read. Raise MaxProblems to go on.");
        }
    }

    /// <summary>Adds a problem of something that is kept. However many there are, they are no reason to give up.</summary>
    public void AddKept(long position, PositionUnit unit, string reason)
    {
        _problems.Add(new DecodeProblem(position, reason) { Unit = unit, IsKept = true });
        Grow(_problems.Count, EntryOverhead);
    }

    /// <summary>Says what was mended in something that is kept.</summary>
    public void AddRepairs(long position, PositionUnit unit, Repairs repairs)
    {
        const string Bytes = "Bytes in it are in no form that is known; it is kept without.";
        string? reason = (repairs & ~Repairs.Bytes) switch
        {
            Repairs.None => null,
            Repairs.Text => "A text in it held NUL, half a surrogate pair or what is no UTF-8; U+FFFD stands in its place.",
            Repairs.Time => "A time in it cannot be read; it is kept without.",
            _ => "A text in it held NUL, half a surrogate pair or what is no UTF-8, and a time cannot be read; it is kept with U+FFFD and without the time.",
        };
        if (repairs.HasFlag(Repairs.Bytes))
        {
            reason = reason is null ? Bytes : $"{reason} {Bytes}";
        }

        if (reason is not null)
        {
            AddKept(position, unit, reason);
        }
    }

    /// <summary>Hands over the part and starts another one.</summary>
    public HistorySet Take()
    {
        var set = new HistorySet
        {
            Messages = Handed(ref _messages),
            Chats = Handed(ref _chats),
            Contacts = Handed(ref _contacts),
            Claims = Handed(ref _claims),
            Problems = Handed(ref _problems),
            Forms = _forms.Take(),
            WithoutHistory = _withoutHistory.Take(),
            SyncType = SyncType,
            Progress = Progress,
            ChunkOrder = ChunkOrder,
            RequestId = RequestId,
            Phase = Phase,
            IsDeclined = IsDeclined,
            Account = _account.Count == 0 ? [] : [.. _account],
            IsContinuation = _isContinuation,
        };
        (_isContinuation, _hasNewAccount) = (true, false);
        (_bytes, IsFull) = (0, false);
        return set;
    }

    /// <summary>What comes is another set.</summary>
    public void BeginSet()
    {
        (SyncType, Progress, ChunkOrder, RequestId, _isContinuation) = (null, null, null, null, false);
        (Phase, IsDeclined) = (null, false);
        _account.Clear();
        _hasNewAccount = false;
    }

    // Where every event is a part, most lists have nothing in them.
    static IReadOnlyList<T> Handed<T>(ref List<T> list)
    {
        if (list.Count == 0)
        {
            return [];
        }

        if (list.Count <= Few)
        {
            T[] few = [.. list];
            list.Clear();
            return few;
        }

        IReadOnlyList<T> taken = list;
        list = [];
        return taken;
    }

    void Grow(int count, long bytes)
    {
        _bytes += bytes;
        IsFull |= count >= options.PartSize || _bytes >= options.PartBytes;
    }
}

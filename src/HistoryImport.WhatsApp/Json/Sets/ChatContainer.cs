namespace HistoryImport.WhatsApp;

/// <summary>A chat, with or without its messages.</summary>
/// <param name="walk">The walk.</param>
/// <param name="parent">What is around it.</param>
/// <param name="place">What its place says of its messages.</param>
/// <param name="name">The name under which it stands, if it stands under one: its id, if it says no other.</param>
sealed class ChatContainer(SetWalk walk, SetContainer parent, ItemPlace place, string? name) : ObjectContainer(walk, parent)
{
    const int Messages = -1;
    const int PushName = -2;

    static readonly FieldNames _names = FieldNames.Of(("messages", Messages), ("msgs", Messages), ("lastMessage", Messages), ("pushName", PushName));

    readonly long _start = walk.Window.PayloadPosition;
    ChatDraft _chat;
    string? _pushName;

    // What the messages leave open, if they stand before the id.
    ForwardedChat? _forwarded;

    public override bool Step(byte next) => Field switch
    {
        Messages when next == (byte)'[' => Walk.Enter(new ItemsContainer(Walk, this, Inside)),
        Messages when next == (byte)'{' => StepObject(),
        Messages or IFieldReader.Unknown => Walk.Pass(),
        _ => StepField(),
    };

    public override bool EnterObject(ItemPlace place) =>
        Walk.Enter(new EventContainer(Walk, this, place.Event ?? new EventDraft(), place) { IsPart = true });

    public override void AddUnknown(UnknownItems unknown) => Walk.AddProblem(unknown);

    public override void Close()
    {
        _forwarded?.AddTo(Walk.Set, _chat.Id ?? name);
        if (_chat.ToChat(name) is { } chat)
        {
            Understand();
            Walk.Set.Add(chat);
            if (_pushName is not null && Jid.TryParse(chat.Id, out Jid jid) && jid.IsPerson)
            {
                Walk.Set.Add(new HistoryContact { Id = chat.Id, PushName = _pushName });
            }
        }
        else if (Count > 0 && !IsUnderstood)
        {
            Parent!.AddUnknown(new UnknownItems(1, _start));
        }
    }

    protected override int Find(ReadOnlySpan<byte> name) => _names.Find(name) is not IFieldReader.Unknown and var field ? field : Schema.Chat.Find(name);

    // What its place says of its messages.
    ItemPlace Inside
    {
        get
        {
            if (_chat.Id is null && !place.IsPreview)
            {
                _forwarded ??= new ForwardedChat();
            }

            return place with { ChatId = _chat.Id, Forwarded = _chat.Id is null ? _forwarded : null, IsExpected = true };
        }
    }

    // Its newest message, or all of them by id.
    bool StepObject() => Walk.Sniff(out IDialect? dialect) switch
    {
        ItemKind.Undecided => false,
        ItemKind.Item => Walk.Items.Step(this, Inside, dialect!),
        _ => EnterObject(Inside),
    };

    bool StepField()
    {
        Taken taken = Walk.Take(out ReadOnlySpan<byte> value);
        if (taken == Taken.Whole)
        {
            if (Walk.TryRead(value, out JsonFieldReader reader))
            {
                Read(ref reader);
            }

            Walk.Consume(value.Length);
        }

        return taken != Taken.Incomplete;
    }

    void Read(ref JsonFieldReader reader)
    {
        if (Field == PushName)
        {
            _pushName = PersonName.OrNull(reader.ReadText());
        }
        else
        {
            _chat.Read(ref reader, Field);
        }

        Walk.AddRepairs(reader.Repairs);
    }
}

namespace HistoryImport.WhatsApp;

/// <summary>A chat, with or without its messages.</summary>
sealed class ChatContainer(SetWalk walk, ItemPlace place) : ObjectContainer(walk)
{
    const int Messages = -1;

    readonly SetWalk _walk = walk;
    ChatDraft _chat;

    // What the messages leave open, if they stand before the id.
    ForwardedChat? _forwarded;

    public override bool Step(byte next)
    {
        if (Field == Messages && next == (byte)'[')
        {
            return EnterMessages();
        }

        if (Field is Messages or IFieldReader.Unknown)
        {
            return _walk.Pass();
        }

        Taken taken = _walk.Take(out ReadOnlySpan<byte> value);
        if (taken == Taken.Whole)
        {
            if (_walk.TryRead(value, out JsonFieldReader reader))
            {
                _chat.Read(ref reader, Field);
                _walk.AddRepairs(reader.Repairs);
            }

            _walk.Consume(value.Length);
        }

        return taken != Taken.Incomplete;
    }

    public override void Close()
    {
        _forwarded?.AddTo(_walk.Set, _chat.Id);
        if (_chat.ToChat() is { } chat)
        {
            _walk.Set.Add(chat);
        }
    }

    protected override int Find(ReadOnlySpan<byte> name) => name.SequenceEqual("messages"u8) ? Messages : Schema.Chat.Find(name);

    bool EnterMessages()
    {
        if (_chat.Id is null && !place.IsPreview)
        {
            _forwarded ??= new ForwardedChat();
        }

        return _walk.Enter(new MessagesContainer(_walk, place with { ChatId = _chat.Id, Forwarded = _chat.Id is null ? _forwarded : null }));
    }
}

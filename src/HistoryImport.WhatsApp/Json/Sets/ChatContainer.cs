namespace HistoryImport.WhatsApp;

/// <summary>A chat, with or without its messages.</summary>
/// <param name="walk">The walk.</param>
/// <param name="parent">What is around it.</param>
/// <param name="place">What its place says of its messages.</param>
/// <param name="name">The name under which it stands, if it stands under one: its id, if it says no other.</param>
sealed class ChatContainer(SetWalk walk, SetContainer parent, ItemPlace place, string? name) : ObjectContainer(walk, parent)
{
    const int Messages = -1;

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
            return Walk.Pass();
        }

        Taken taken = Walk.Take(out ReadOnlySpan<byte> value);
        if (taken == Taken.Whole)
        {
            if (Walk.TryRead(value, out JsonFieldReader reader))
            {
                _chat.Read(ref reader, Field);
                Walk.AddRepairs(reader.Repairs);
            }

            Walk.Consume(value.Length);
        }

        return taken != Taken.Incomplete;
    }

    public override void Close()
    {
        _forwarded?.AddTo(Walk.Set, _chat.Id ?? name);
        if (_chat.ToChat(name) is { } chat)
        {
            Walk.Set.Add(chat);
        }
    }

    protected override int Find(ReadOnlySpan<byte> name) => name.SequenceEqual("messages"u8) ? Messages : Schema.Chat.Find(name);

    bool EnterMessages()
    {
        if (_chat.Id is null && !place.IsPreview)
        {
            _forwarded ??= new ForwardedChat();
        }

        ItemPlace inside = place with { ChatId = _chat.Id, Forwarded = _chat.Id is null ? _forwarded : null, IsExpected = true };
        return Walk.Enter(new ItemsContainer(Walk, this, inside));
    }
}

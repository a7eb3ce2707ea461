using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace HistoryImport.WhatsApp;

/// <summary>A message of WhatsApp Web's model as it was read: its own fields, and for what they leave open those in <c>_data</c>.</summary>
struct WebDraft
{
    static readonly EnumNames _ackNames = EnumNames.Of(
        ("ERROR", (int)MessageStatus.Error), ("PENDING", (int)MessageStatus.Pending), ("SERVER", (int)MessageStatus.Server),
        ("DEVICE", (int)MessageStatus.Delivered), ("READ", (int)MessageStatus.Read), ("PLAYED", (int)MessageStatus.Played));

    WebKey _key;
    WebMedia _media;
    WebWords _words;
    MessageFinds _finds;
    bool _isNotice;

    // By reference, because they are large and asked for field by field.
    [UnscopedRef]
    public readonly ref readonly WebKey Key => ref _key;

    [UnscopedRef]
    public readonly ref readonly WebMedia Media => ref _media;

    [UnscopedRef]
    public readonly ref readonly WebWords Words => ref _words;

    public string? From { get; private set; }

    public string? To { get; private set; }

    public string? Author { get; private set; }

    public string? ChatId { get; private set; }

    public WebSender Sender { get; private set; }

    public bool? FromMe { get; private set; }

    public long? Timestamp { get; private set; }

    public string? PushName { get; private set; }

    /// <summary>The status, whoever sent it.</summary>
    public MessageStatus? Status { get; private set; }

    /// <summary>The type, see <see cref="WebType"/>; <see langword="null"/> if none was given.</summary>
    public int? Type { readonly get => _isNotice ? (int)MessageKind.System : field; private set; }

    public string? Subtype { get; private set; }

    /// <summary>Whether there is media; <see langword="null"/> if nothing was said.</summary>
    public bool? HasMedia { get; private set; }

    public bool IsEdited { get; private set; }

    public long? EditedAtMs { get; private set; }

    /// <summary>The message that this one is about.</summary>
    public WebKey Target { get; private set; }

    public WebKey EditTarget { get; private set; }

    public WebReaction? Reaction { get; private set; }

    public bool IsRevoke { get; private set; }

    /// <summary>What <c>_data</c> says, if it is a message of a socket.</summary>
    public HistoryMessage? Inner { get; private set; }

    public readonly MessageFinds Finds => _finds;

    /// <summary>Whether it is about no other message, so that it is nothing but its content.</summary>
    public readonly bool IsPlain =>
        Type is not (WebType.Protocol or WebType.Revoked) && Reaction is null && !IsRevoke && Target.Id is null && EditTarget.Id is null
        && Inner is not { Amendment: not null };

    public void Read(ref JsonFieldReader reader, in ItemContext context)
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return;
        }

        while (reader.Next(WebFields.Names, out int field))
        {
            switch (field)
            {
                case IFieldReader.Unknown: reader.Skip(); break;
                case <= WebFields.LastOfKey: ReadOfKey(ref reader, field); break;
                case <= WebFields.LastOfWords: _words.Read(ref reader, field); break;
                case <= WebFields.LastOfMedia: _media.TryRead(ref reader, field); break;
                default: ReadOther(ref reader, field, context); break;
            }
        }

        if (IsBodyRead)
        {
            _words.ReadBody(ref reader);
        }

        reader.Leave(outer);
    }

    // Not where it could only be a thumbnail, or _data has the content.
    readonly bool IsBodyRead =>
        Inner is not { Content.Kind: not MessageKind.Unsupported }
        && (HasMedia is not null || Type is not { } type || WebType.KindOf(type) is not { } kind || !WebType.IsMedia(kind));

    void ReadOfKey(ref JsonFieldReader reader, int field)
    {
        switch (field)
        {
            case WebFields.Id: ReadKey(ref reader); break;
            case WebFields.From: From = Wid.Read(ref reader) ?? From; break;
            case WebFields.To: To = Wid.Read(ref reader) ?? To; break;
            case WebFields.Author: Author = Wid.Read(ref reader) ?? Author; break;
            case WebFields.ChatId: ChatId = Wid.Read(ref reader) ?? ChatId; break;
            case WebFields.FromMe: FromMe = reader.ReadBoolean(); break;
            case WebFields.Sender: Sender = WebSender.Read(ref reader, ref _finds); break;
            case WebFields.NotifyName: PushName = reader.ReadSpelling() ?? PushName; break;
        }
    }

    void ReadKey(ref JsonFieldReader reader)
    {
        WebKey key = WebKey.Read(ref reader);
        key.Complete(_key);
        _key = key;
    }

    void ReadOther(ref JsonFieldReader reader, int field, in ItemContext context)
    {
        switch (field)
        {
            case WebFields.Type when reader.IsText: Type = WebType.Find(reader.Text); break;
            case WebFields.Subtype: Subtype = reader.ReadText(); break;
            case WebFields.Time or WebFields.Timestamp: Timestamp = reader.ReadSeconds() ?? Timestamp; break;
            case WebFields.Ack: Status = StatusOf(reader.ReadInteger()) ?? Status; break;
            case WebFields.AckName: Status ??= reader.ReadEnum(_ackNames) is >= 0 and { } status ? (MessageStatus)status : null; break;
            case WebFields.HasMedia: HasMedia = reader.ReadBoolean(); break;
            case WebFields.Media or WebFields.MediaData: _media.ReadInner(ref reader); break;
            case WebFields.EditTime:
                EditedAtMs = reader.ReadMilliseconds() ?? EditedAtMs;
                IsEdited |= EditedAtMs is not null;
                break;
            case WebFields.EditKey: IsEdited |= WebKey.Read(ref reader).Id is not null; break;
            case WebFields.ProtocolKey: Target = WebKey.Read(ref reader); break;
            case WebFields.RefId:
                Target = WebKey.Read(ref reader);
                IsRevoke = Target.Id is not null;
                break;
            case WebFields.EditedId: EditTarget = WebKey.Read(ref reader); break;
            case WebFields.Reaction or WebFields.ReactionText or WebFields.ReactionTarget:
                Reaction = (Reaction ?? default).With(ref reader, field);
                break;
            case WebFields.Data: ReadData(ref reader, context); break;
            case WebFields.Recipients:
                // Only what is told of a group has any; its type is what happened there.
                _isNotice = true;
                reader.Skip();
                break;
            default: reader.Skip(); break;
        }
    }

    void ReadData(ref JsonFieldReader reader, in ItemContext context)
    {
        switch (WebData.Tell(reader))
        {
            case WebData.Model: ReadModel(ref reader, context); break;
            case WebData.Socket: Inner = MessageReader.Read(ref reader, context.ConversationId, context.Position, ref _finds); break;
            case WebData.Receipt: AddPairs(ref reader); break;
            case WebData.Whatsmeow: Inner = WhatsmeowReader.Read(ref reader, context); break;
            default: reader.Skip(); break;
        }
    }

    // Who received what we sent. How far it got is said beside it.
    void AddPairs(ref JsonFieldReader reader)
    {
        foreach (JidClaim claim in NamedPairs.Read(ref reader).Claims())
        {
            _finds.AddClaim(claim.Lid.Value, claim.Number.Value);
        }
    }

    // Never inlined: else room for another draft would be cleared for every form of data.
    [MethodImpl(MethodImplOptions.NoInlining)]
    void ReadModel(ref JsonFieldReader reader, in ItemContext context)
    {
        var data = default(WebDraft);
        data.Read(ref reader, context);
        Complete(data);
    }

    void Complete(in WebDraft data)
    {
        // In the model the body of media is a thumbnail.
        WebWords words = data._words;
        if (data.Type is { } type && WebType.KindOf(type) is { } kind && kind != MessageKind.Text && WebType.IsMedia(kind))
        {
            words.DropBody();
        }

        _words.Complete(words);
        _media.Complete(data._media);
        _key.Complete(data._key);
        From ??= data.From;
        To ??= data.To;
        Author ??= data.Author;
        ChatId ??= data.ChatId;
        Sender = Sender.IsNone ? data.Sender : Sender;
        FromMe ??= data.FromMe;
        Timestamp ??= data.Timestamp;
        PushName ??= data.PushName;
        Status = Status is null || data.Status > Status ? data.Status : Status;
        Type ??= data.Type;
        Subtype ??= data.Subtype;
        IsEdited |= data.IsEdited;
        EditedAtMs ??= data.EditedAtMs;
        Target = Completed(Target, data.Target);
        EditTarget = Completed(EditTarget, data.EditTarget);
        Reaction ??= data.Reaction;
        IsRevoke |= data.IsRevoke;
        Inner ??= data.Inner;
        _finds = _finds.Claims is null ? data._finds : _finds;
    }

    static WebKey Completed(WebKey key, in WebKey other)
    {
        key.Complete(other);
        return key;
    }

    // Web counts from -1 for a failure to 4 for played; beyond are those of our own devices.
    static MessageStatus? StatusOf(long? ack) => ack is >= -1 and <= 4 ? (MessageStatus)(ack + 1) : null;
}

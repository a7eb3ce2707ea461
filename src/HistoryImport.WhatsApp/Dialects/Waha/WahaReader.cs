namespace HistoryImport.WhatsApp;

/// <summary>Reads WAHA's form of a message, and what the engine's own form in <c>_data</c> says better.</summary>
struct WahaReader
{
    KeyDraft _key;
    string? _id;
    string? _from;
    string? _to;
    string? _participant;
    string? _pushName;
    string? _body;
    bool _fromMe;
    bool _hasMedia;
    long? _timestamp;
    long? _ack;
    HistoryMessage? _data;

    /// <returns><see langword="null"/> if there is no object.</returns>
    public HistoryMessage? Read(ref JsonFieldReader reader, in ItemContext context)
    {
        int start = reader.ValueStart;
        if (reader.Enter() == IFieldReader.NotEntered)
        {
            return null;
        }

        while (reader.Next(WahaFields.Names, out int field))
        {
            ReadField(ref reader, field, context);
        }

        return _data ?? ToMessage(context, reader, start);
    }

    void ReadField(ref JsonFieldReader reader, int field, in ItemContext context)
    {
        switch (field)
        {
            case WahaFields.Id when reader.IsPossibleContent: _key.TryRead(ref reader); break;
            case WahaFields.Id: _id = reader.ReadText(); break;
            case WahaFields.From: _from = reader.ReadSpelling(); break;
            case WahaFields.To: _to = reader.ReadSpelling(); break;
            case WahaFields.FromMe: _fromMe = reader.ReadBoolean(); break;
            case WahaFields.Timestamp: _timestamp = reader.ReadSeconds(); break;
            case WahaFields.Body: _body = reader.ReadText(); break;
            case WahaFields.Ack: _ack = reader.ReadInteger(); break;
            case WahaFields.HasMedia: _hasMedia = reader.ReadBoolean(); break;
            case WahaFields.Participant: _participant = reader.ReadSpelling(); break;
            case WahaFields.PushName: _pushName = reader.ReadSpelling(); break;
            case WahaFields.Data: ReadData(ref reader, context); break;
            default: reader.Skip(); break;
        }
    }

    // The engine NOWEB gives the socket's own form.
    void ReadData(ref JsonFieldReader reader, in ItemContext context)
    {
        if (reader.Holds(Schema.MessageInfo, Wire.WebMessageInfo.KeyFieldNumber))
        {
            _data = MessageReader.Read(ref reader, context.ConversationId, context.Position);
        }
        else
        {
            reader.Skip();
        }
    }

    readonly HistoryMessage ToMessage(in ItemContext context, in JsonFieldReader reader, int start)
    {
        SerializedId serialized = SerializedId.Parse(_id);
        string body = _body ?? "";
        bool fromMe = serialized.FromMe ?? (_fromMe || _key.FromMe);
        bool hasContent = body.Length > 0 || _hasMedia;
        return new HistoryMessage
        {
            RemoteJid = serialized.Chat ?? _key.RemoteJid ?? (fromMe ? _to : _from),
            ConversationId = context.ConversationId,
            FromMe = fromMe,
            Id = serialized.Id ?? _key.Id,
            Participant = _participant ?? serialized.Participant ?? _key.Participant,
            Timestamp = _timestamp,
            Status = _ack is >= -1 and <= 4 ? (MessageStatus)(_ack + 1) : null,
            PushName = _pushName,
            Content = !hasContent ? null : new MessageContent
            {
                Kind = body.Length > 0 ? MessageKind.Text : MessageKind.Unsupported,
                Body = body,
                Raw = reader.Copy(start, reader.Position),
            },
            Noise = hasContent ? null : NoiseWords.Empty,
            Position = context.Position,
        };
    }
}

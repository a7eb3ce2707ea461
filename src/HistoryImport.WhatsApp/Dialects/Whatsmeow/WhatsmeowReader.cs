namespace HistoryImport.WhatsApp;

/// <summary>Reads a message of whatsmeow.</summary>
struct WhatsmeowReader
{
    const int InfoField = 1;
    const int MessageField = 2;
    const int IsEditField = 3;
    const int Unavailable = 4;
    const int GroupData = 5;

    static readonly FieldNames _names = FieldNames.Of(
        ("Info", InfoField), ("Message", MessageField), ("IsEdit", IsEditField), ("IsUnavailable", Unavailable), ("DecryptFailMode", Unavailable),
        ("groupData", GroupData));

    WhatsmeowInfo _info;
    Outcome _outcome;
    (int Start, int End) _raw;
    bool _isEdit;
    bool _isUndecryptable;

    /// <summary>Reads the message at hand.</summary>
    /// <param name="reader">Stands at it.</param>
    /// <param name="context">What is known of it beforehand.</param>
    /// <param name="beside">Takes what stands beside it, if that is wanted.</param>
    /// <returns><see langword="null"/> if it is none.</returns>
    public static HistoryMessage? Read(ref JsonFieldReader reader, in ItemContext context, Item? beside = null)
    {
        var draft = new WhatsmeowReader { _outcome = Outcome.Absent };
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return null;
        }

        while (reader.Next(_names, out int field))
        {
            draft.ReadField(ref reader, field, beside);
        }

        HistoryMessage? message = draft._info.IsThere ? draft.ToMessage(reader, context) : null;
        reader.Leave(outer);
        return message;
    }

    void ReadField(ref JsonFieldReader reader, int field, Item? beside)
    {
        switch (field)
        {
            case InfoField: _info.Read(ref reader); break;
            case MessageField:
                int start = reader.ValueStart;
                _outcome = ContentReader.Read(ref reader);
                _raw = (start, reader.Position);
                break;
            case IsEditField: _isEdit = reader.ReadBoolean(); break;
            case Unavailable:
                _isUndecryptable = true;
                reader.Skip();
                break;
            case GroupData when beside is not null: GroupDialect.AddTo(beside, ref reader); break;
            default: reader.Skip(); break;
        }
    }

    readonly HistoryMessage ToMessage(in JsonFieldReader reader, in ItemContext context)
    {
        bool isAbsent = _outcome.Rank == OutcomeRank.Absent;
        return _info.ToMessage() with
        {
            ConversationId = context.ConversationId,
            Content = _outcome.HasContent
                ? new MessageContent { Kind = _outcome.Kind, Body = _outcome.Body!, Media = _outcome.Media, Raw = reader.Copy(_raw.Start, _raw.End) }
                : null,
            Amendment = _outcome.Amendment,
            Noise = isAbsent && _isUndecryptable ? NoiseWords.Undecryptable : _outcome.Noise,
            IsEdited = _outcome.HasContent && (_outcome.IsEdited || _isEdit || _info.IsEdit),
            DestinationJid = _outcome.DestinationJid,
            Position = context.Position,
        };
    }
}

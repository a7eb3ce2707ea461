using static HistoryImport.WhatsApp.Wire.Message.Types;
using M = HistoryImport.WhatsApp.Wire.Message;

namespace HistoryImport.WhatsApp;

/// <summary>Finds out what a message is: takes off wrappers, prefers content to noise, and reads the body.</summary>
static class ContentReader
{
    /// <summary>How many wrappers are taken off; what lies deeper is not even looked at.</summary>
    public const int MaxWrappers = 8;

    /// <summary>Reads the message at hand.</summary>
    public static Outcome Read<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct => ReadMessage(ref reader, 0, isEdited: false);

    /// <summary>Reads the message at hand as what another becomes by an edit.</summary>
    public static Outcome ReadEdited<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct => ReadMessage(ref reader, 0, isEdited: true);

    static Outcome ReadMessage<TReader>(ref TReader reader, int wrappers, bool isEdited)
        where TReader : struct, IFieldReader, allows ref struct
    {
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return Outcome.Absent;
        }

        bool isBlank = true;
        Outcome best = Outcome.Empty;
        while (reader.Next(Schema.Message, out int field))
        {
            isBlank = false;
            Outcome outcome = ReadField(ref reader, field, wrappers, isEdited);
            if (outcome.Replaces(best))
            {
                best = outcome;
            }
        }

        reader.Leave(outer);
        return isBlank ? Outcome.Blank : best;
    }

    static Outcome ReadField<TReader>(ref TReader reader, int field, int wrappers, bool isEdited)
        where TReader : struct, IFieldReader, allows ref struct
    {
        ContentRule? rule = ContentTable.Find(field);
        Outcome outcome = rule is null ? ReadUnknown(ref reader) : rule.Form switch
        {
            ContentForm.Conversation => ReadConversation(ref reader),
            ContentForm.Body => ReadBody(ref reader, rule),
            ContentForm.Media => ReadMedia(ref reader, rule),
            ContentForm.Wrapper => ReadWrapper(ref reader, field, wrappers, isEdited),
            ContentForm.Protocol when !isEdited => ReadProtocol(ref reader),
            ContentForm.Reaction => ReadReaction(ref reader),
            ContentForm.Bare => Passed(ref reader, Outcome.Of(rule.Kind, "")),
            ContentForm.Noise => Passed(ref reader, Outcome.OfNoise(rule.Word, rule.Rank)),
            _ => Passed(ref reader, Outcome.OfNoise(NoiseWords.Protocol)),
        };
        return outcome with { Field = field };
    }

    static Outcome ReadUnknown<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct =>
        Passed(ref reader, reader.IsPossibleContent ? Outcome.Unsupported : Outcome.Empty);

    static Outcome Passed<TReader>(ref TReader reader, Outcome outcome)
        where TReader : struct, IFieldReader, allows ref struct
    {
        reader.Skip();
        return outcome;
    }

    static Outcome ReadConversation<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct =>
        reader.ReadText() is { Length: > 0 } text ? Outcome.Of(MessageKind.Text, text) : Outcome.Empty;

    static Outcome ReadBody<TReader>(ref TReader reader, ContentRule rule)
        where TReader : struct, IFieldReader, allows ref struct =>
        rule.Body!.TryRead(ref reader, out string? body) && (body is not null || !rule.NeedsBody)
            ? Outcome.Of(rule.Kind, body)
            : Outcome.Unsupported;

    static Outcome ReadMedia<TReader>(ref TReader reader, ContentRule rule)
        where TReader : struct, IFieldReader, allows ref struct =>
        rule.Media!.TryRead(ref reader, out MediaDescriptor media, out string? caption, out bool isVoice)
            ? Outcome.Of(isVoice ? MessageKind.Voice : rule.Kind, caption, media)
            : Outcome.Unsupported;

    static Outcome ReadProtocol<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct
    {
        var draft = default(ProtocolDraft);
        draft.Read(ref reader);
        return draft.ToOutcome();
    }

    static Outcome ReadReaction<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct
    {
        var draft = default(ReactionDraft);
        return draft.TryRead(ref reader) ? Outcome.Of(draft.ToAmendment()) : Outcome.Unsupported;
    }

    static Outcome ReadWrapper<TReader>(ref TReader reader, int wrapper, int wrappers, bool isEdited)
        where TReader : struct, IFieldReader, allows ref struct
    {
        if (wrappers == MaxWrappers)
        {
            return Passed(ref reader, Outcome.Unsupported);
        }

        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return Outcome.Unsupported;
        }

        ContentRule rule = ContentTable.Find(wrapper)!;
        Outcome inner = Outcome.Empty;
        string? destination = null;
        while (reader.Next(rule.Names!, out int field))
        {
            if (field == rule.InnerField)
            {
                inner = ReadMessage(ref reader, wrappers + 1, isEdited);
            }
            else if (wrapper == M.DeviceSentMessageFieldNumber && field == DeviceSent.DestinationJidFieldNumber)
            {
                destination = reader.ReadSpelling();
            }
            else
            {
                reader.Skip();
            }
        }

        reader.Leave(outer);
        inner = inner with
        {
            IsEdited = inner.IsEdited || wrapper == M.EditedMessageFieldNumber,
            DestinationJid = destination ?? inner.DestinationJid,
        };
        return inner.Rank switch
        {
            OutcomeRank.Content => inner with { Rank = OutcomeRank.Change },
            OutcomeRank.Absent => Outcome.Empty,
            _ => inner,
        };
    }
}

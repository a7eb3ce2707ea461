using HistoryImport.WhatsApp.Wire;

namespace HistoryImport.WhatsApp;

/// <summary>What was said of a message's status, in however many places: the furthest counts.</summary>
struct StatusDraft
{
    static readonly FieldNames _names = FieldNames.Of(("status", WebMessageInfo.StatusFieldNumber));

    int? _number;

    public bool IsDeleted { get; private set; }

    public bool IsEdited { get; private set; }

    /// <summary>Adds a status by its number in the schema, or in <see cref="StatusValues"/>; others say nothing.</summary>
    public void Add(int? number)
    {
        IsDeleted |= number == StatusValues.Deleted;
        IsEdited |= number == StatusValues.Edited;
        if (number is >= (int)MessageStatus.Error and <= (int)MessageStatus.Played && !(number < _number))
        {
            _number = number;
        }
    }

    /// <summary>Adds what the list at hand says in entries with a <c>status</c>.</summary>
    public void AddUpdates<TReader>(ref TReader reader)
        where TReader : struct, IFieldReader, allows ref struct
    {
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            int outer = reader.Enter();
            if (outer == IFieldReader.NotEntered)
            {
                continue;
            }

            while (reader.Next(_names, out int field))
            {
                if (field == WebMessageInfo.StatusFieldNumber)
                {
                    Add(reader.ReadEnum(Schema.Status));
                }
                else
                {
                    reader.Skip();
                }
            }

            reader.Leave(outer);
        }
    }

    /// <summary>Gets the status of a message. What was received cannot have failed to be sent.</summary>
    public readonly MessageStatus? Of(bool fromMe) => _number is null || _number == (int)MessageStatus.Error && !fromMe ? null : (MessageStatus)_number;
}

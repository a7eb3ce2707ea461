using Google.Protobuf.Reflection;

namespace HistoryImport.WhatsApp;

/// <summary>Where the body of a content stands: the first that is not empty, in the order given.</summary>
sealed class BodyRule
{
    readonly FieldNames _names;
    readonly (int Field, BodyRule? Inner)[] _places;

    BodyRule(FieldNames names, (int, BodyRule?)[] places)
    {
        _names = names;
        _places = places;
    }

    /// <summary>The body is one of these fields.</summary>
    public static BodyRule Of(MessageDescriptor message, params int[] fields) =>
        new(FieldNames.Of(message), [.. fields.Select(field => (field, (BodyRule?)null))]);

    /// <summary>The body is inside one of these fields, or one of them where no rule is given.</summary>
    public static BodyRule Of(MessageDescriptor message, params (int Field, BodyRule? Inner)[] places) => new(FieldNames.Of(message), places);

    /// <summary>Reads the body of the message at hand.</summary>
    /// <returns>Whether there is a message.</returns>
    public bool TryRead<TReader>(ref TReader reader, out string? body)
        where TReader : struct, IFieldReader, allows ref struct
    {
        body = null;
        int outer = reader.Enter();
        if (outer == IFieldReader.NotEntered)
        {
            return false;
        }

        int best = int.MaxValue;
        while (reader.Next(_names, out int field))
        {
            int place = Find(field);
            if (place < 0 || place > best)
            {
                reader.Skip();
                continue;
            }

            string? text = Read(ref reader, _places[place].Inner);
            if (!string.IsNullOrEmpty(text))
            {
                (body, best) = (text, place);
            }
        }

        reader.Leave(outer);
        return true;
    }

    static string? Read<TReader>(ref TReader reader, BodyRule? inner)
        where TReader : struct, IFieldReader, allows ref struct
    {
        if (inner is null)
        {
            return reader.ReadText();
        }

        inner.TryRead(ref reader, out string? body);
        return body;
    }

    int Find(int field)
    {
        for (int place = 0; place < _places.Length; place++)
        {
            if (_places[place].Field == field)
            {
                return place;
            }
        }

        return -1;
    }
}

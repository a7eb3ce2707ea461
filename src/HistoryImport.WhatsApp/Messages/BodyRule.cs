using System.Text;
using Google.Protobuf.Reflection;

namespace HistoryImport.WhatsApp;

/// <summary>Where the body of a content stands: the first that is not empty, in the order given.</summary>
sealed class BodyRule
{
    readonly MessageDescriptor _message;
    readonly FieldNames _names;
    readonly Place[] _places;

    BodyRule(MessageDescriptor message, Place[] places)
    {
        _message = message;
        _names = FieldNames.Of(message, [.. places.Where(place => place.Name.Length > 0).Select(place => (place.Name, place.Field))]);
        _places = places;
    }

    /// <summary>The body is one of these fields.</summary>
    public static BodyRule Of(MessageDescriptor message, params int[] fields) =>
        Of(message, [.. fields.Select(field => (field, (BodyRule?)null))]);

    /// <summary>The body is inside one of these fields, or one of them where no rule is given.</summary>
    public static BodyRule Of(MessageDescriptor message, params (int Field, BodyRule? Inner)[] places) =>
        new(message, [.. places.Select(place => new Place(place.Field, place.Inner, "", message.FindFieldByNumber(place.Field).IsRepeated))]);

    /// <summary>The same, and a name that stands in JSON for whichever of several fields was chosen.</summary>
    /// <remarks>Go writes the choice, and in it the field.</remarks>
    public BodyRule OrChoice(string name, BodyRule inner)
    {
        int field = -1 - _places.Count(place => place.Field < 0);
        return new BodyRule(_message, [.. _places, new Place(field, inner, name, IsRepeated: false)]);
    }

    /// <summary>The same, and behind everything else the name on the vCard in this field.</summary>
    public BodyRule OrCard(int field) => new(_message, [.. _places, new Place(field, null, "", IsRepeated: false) { IsCard = true }]);

    /// <summary>The same, and behind everything else this field.</summary>
    public BodyRule OrLast(int field) => new(_message, [.. _places, new Place(field, null, "", IsRepeated: false)]);

    /// <summary>The same, and behind everything else what is inside this field.</summary>
    public BodyRule Or(int field, BodyRule inner) =>
        new(_message, [.. _places, new Place(field, inner, "", _message.FindFieldByNumber(field).IsRepeated)]);

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

            string? text = _places[place].IsRepeated ? ReadAll(ref reader, _places[place].Inner!, place == best ? body : null) : Read(ref reader, _places[place]);
            if (!string.IsNullOrEmpty(text))
            {
                (body, best) = (text, place);
            }
        }

        reader.Leave(outer);
        return true;
    }

    static string? Read<TReader>(ref TReader reader, Place place)
        where TReader : struct, IFieldReader, allows ref struct
    {
        if (place.Inner is null)
        {
            return place.IsCard ? CardNames.Find(reader.ReadText()) : reader.ReadText();
        }

        place.Inner.TryRead(ref reader, out string? body);
        return body;
    }

    // What comes in several parts is read in one.
    static string? ReadAll<TReader>(ref TReader reader, BodyRule inner, string? before)
        where TReader : struct, IFieldReader, allows ref struct
    {
        StringBuilder? all = null;
        for (bool more = reader.FirstItem(); more; more = reader.NextItem())
        {
            inner.TryRead(ref reader, out string? part);
            if (string.IsNullOrEmpty(part))
            {
                continue;
            }

            if (before is null)
            {
                before = part;
            }
            else
            {
                (all ??= new StringBuilder(before)).Append('\n').Append(part);
            }
        }

        return all?.ToString() ?? before;
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

    readonly record struct Place(int Field, BodyRule? Inner, string Name, bool IsRepeated)
    {
        public bool IsCard { get; init; }
    }
}

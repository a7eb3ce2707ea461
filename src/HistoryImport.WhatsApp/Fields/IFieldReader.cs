namespace HistoryImport.WhatsApp;

/// <summary>Walks the fields of a message, whichever way they are written, so that the decoders cannot disagree on what they mean.</summary>
/// <remarks>
/// After <see cref="Next"/> the reader stands at a value, which is then read, entered or skipped, exactly once.
/// A value of another type than asked for is skipped and reads as absent, as null does.
/// </remarks>
interface IFieldReader
{
    /// <summary>What <see cref="Enter"/> returns if the value is no message.</summary>
    const int NotEntered = -1;

    /// <summary>The number <see cref="Next"/> gives a field that the schema does not name.</summary>
    const int Unknown = 0;

    /// <summary>Whether the bytes break the rules of the encoding; nothing read from them is to be used.</summary>
    bool IsMalformed { get; }

    /// <summary>What was mended in everything read so far.</summary>
    Repairs Repairs { get; }

    /// <summary>Where the value at hand starts.</summary>
    int ValueStart { get; }

    /// <summary>Where what was read last ends.</summary>
    int Position { get; }

    /// <summary>Whether the value at hand could be content of a kind that is not known.</summary>
    bool IsPossibleContent { get; }

    /// <summary>Goes into the message at hand, or skips the value.</summary>
    /// <returns>What <see cref="Leave"/> needs, or <see cref="NotEntered"/>.</returns>
    int Enter();

    /// <summary>Goes to the next field that has a value.</summary>
    /// <returns>Whether there is one; if not, the message is at its end.</returns>
    bool Next(FieldNames names, out int field);

    /// <summary>Leaves a message at whose end the reader stands.</summary>
    void Leave(int outer);

    /// <summary>Goes to the first item of a repeated field.</summary>
    bool FirstItem();

    /// <summary>Goes to the next item of a repeated field. Lists do not nest.</summary>
    bool NextItem();

    /// <summary>Passes over the value.</summary>
    void Skip();

    /// <summary>Reads text; NUL and what is not Unicode become U+FFFD.</summary>
    string? ReadText();

    /// <summary>Reads text that many messages repeat, as one instance of it; none reads as absent.</summary>
    string? ReadSpelling();

    /// <summary>Reads an address, which in JSON may also be an object of its parts; none reads as absent.</summary>
    string? ReadAddress();

    /// <summary>Reads a 64-bit integer; what does not fit reads as absent.</summary>
    long? ReadInteger();

    /// <summary>Reads a time of any resolution as Unix seconds.</summary>
    long? ReadSeconds();

    /// <summary>Reads a time in Unix milliseconds, greater than 0.</summary>
    long? ReadMilliseconds();

    /// <summary>Reads a number or its name.</summary>
    /// <returns><see cref="EnumNames.Unknown"/> for a name that is not known.</returns>
    int? ReadEnum(EnumNames names);

    /// <summary>Reads a boolean; absent is false.</summary>
    bool ReadBoolean();

    /// <summary>Reads bytes; none reads as absent.</summary>
    byte[]? ReadBytes();

    /// <summary>Copies a part of the payload.</summary>
    byte[] Copy(int start, int end);
}

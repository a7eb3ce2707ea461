namespace HistoryImport.WhatsApp;

/// <summary>An object around items: its properties are looked at one by one, and none is kept.</summary>
abstract class ObjectContainer(SetWalk walk, SetContainer parent) : SetContainer(walk, parent)
{
    bool _isKnown;

    public sealed override bool IsObject => true;

    /// <summary>The property at hand.</summary>
    protected int Field { get; private set; }

    /// <summary>Whether it has properties, and none of them is known.</summary>
    protected bool IsUnknown => Count > 0 && !_isKnown;

    public sealed override void Name(ReadOnlySpan<byte> name, Taken taken)
    {
        Walk.AddProblemOf(taken);

        // However many there are, none is kept; but nobody writes so many in good faith.
        if (Count == Walk.Options.MaxJsonProperties + 1L)
        {
            Walk.AddKept($"An object has more than MaxJsonProperties ({Walk.Options.MaxJsonProperties}) properties; it is read all the same.");
        }

        // Escapes in a name are legal and unheard of: such a name is taken for an unknown one.
        Field = Find(name);
        _isKnown |= Field != IFieldReader.Unknown;
    }

    /// <summary>Gets the number of a property.</summary>
    protected abstract int Find(ReadOnlySpan<byte> name);
}

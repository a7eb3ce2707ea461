namespace HistoryImport.WhatsApp;

/// <summary>Entries of one kind: an array of them, or an object of them by name.</summary>
abstract class ObjectOrArray(SetWalk walk, SetContainer parent, bool isObject) : SetContainer(walk, parent)
{
    public sealed override bool IsObject => isObject;

    public sealed override void Name(ReadOnlySpan<byte> name, Taken taken)
    {
        Walk.AddProblemOf(taken);
        Name(name);
    }

    /// <summary>Takes the name of the entry that comes next.</summary>
    protected abstract void Name(ReadOnlySpan<byte> name);
}

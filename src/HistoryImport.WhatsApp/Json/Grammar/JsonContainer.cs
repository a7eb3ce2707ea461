namespace HistoryImport.WhatsApp;

/// <summary>An object or array that is open: it is walked while it streams by.</summary>
abstract class JsonContainer
{
    /// <summary>Whether it is an object, and so has names.</summary>
    public abstract bool IsObject { get; }

    /// <summary>Whether it is the stream itself, which has no brackets.</summary>
    public virtual bool IsRoot => false;

    /// <summary>The container around it in the same walk.</summary>
    public JsonContainer? Outer { get; set; }

    /// <summary>What the grammar wants next.</summary>
    public JsonExpectation Expects { get; set; }

    /// <summary>How many items or properties there were.</summary>
    public int Count { get; set; }

    /// <summary>Takes the name of the property whose value comes next.</summary>
    /// <param name="name">Without quotes, with its escapes; empty for one that is not whole.</param>
    /// <param name="taken">What became of it: never <see cref="Taken.Incomplete"/>.</param>
    public virtual void Name(ReadOnlySpan<byte> name, Taken taken) => throw new NotSupportedException("An array has no names.");

    /// <summary>Reads, enters or passes over the value at hand.</summary>
    /// <param name="next">Its first byte.</param>
    /// <returns>Whether that was done; if not, more of the stream is needed.</returns>
    public abstract bool Step(byte next);

    /// <summary>Goes on with a value that is being copied.</summary>
    /// <returns>Whether that was done; if not, more of the stream is needed.</returns>
    public virtual bool Resume() => throw new NotSupportedException("Nothing in it is copied.");

    /// <summary>Its closing bracket was met.</summary>
    public virtual void Close()
    {
    }
}

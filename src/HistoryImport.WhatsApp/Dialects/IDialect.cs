namespace HistoryImport.WhatsApp;

/// <summary>One way in which a library or gateway writes a message, or what stands beside messages.</summary>
/// <remarks>
/// To add one: a folder of its own below <c>Dialects</c>, a class that implements this, and its line in <c>KnownDialects</c>.
/// A dialect keeps no state, because one instance serves every decoder. It may use the readers of other dialects (their folders must not
/// use its own in turn), and reads its object once, from left to right.
/// </remarks>
interface IDialect
{
    /// <summary>The word under which what was read is counted.</summary>
    string Name { get; }

    /// <summary>The names of properties that may tell an object is one of its own. None, where it is known by its place.</summary>
    FieldNames Telling => FieldNames.None;

    /// <summary>Tells what a property says about the object it stands in.</summary>
    /// <remarks>Asked property by property, in whatever order they stand, until one of all dialects has a proof. Without any proof the most
    /// hints decide.</remarks>
    /// <param name="field">The number of its name in <see cref="Telling"/>.</param>
    /// <param name="property">The property.</param>
    Sign SignOf(int field, in ItemProperty property) => Sign.None;

    /// <summary>Reads the object at hand.</summary>
    /// <param name="reader">Stands at the object; afterwards at its end.</param>
    /// <param name="context">What is known of it beforehand.</param>
    /// <param name="item">Takes what was read. What it takes counts only if the object is sound to its end.</param>
    /// <returns>Whether the object is written this way after all; if not, the dialect with the next best signs is asked.</returns>
    bool Read(ref JsonFieldReader reader, in ItemContext context, Item item);
}

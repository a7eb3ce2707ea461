namespace HistoryImport.WhatsApp;

/// <summary>What became of a value that was asked for whole.</summary>
enum Taken
{
    /// <summary>Not all there.</summary>
    Incomplete,

    /// <summary>All there; it is still to be consumed.</summary>
    Whole,

    /// <summary>Has more bytes than a value may have; it is being passed over.</summary>
    TooLarge,

    /// <summary>Nests deeper than a value may; it was passed over.</summary>
    TooDeep,
}

namespace HistoryImport;

/// <summary>A database, file or the like that brings parts of an import; for packages such as HistoryImport.Sqlite.</summary>
/// <remarks>What it brings is used unless the host names that part itself. Immutable.</remarks>
/// <param name="name">What errors call it, such as <c>the SQLite file 'history.db'</c>; nothing secret. Two media of one name are the same one.</param>
public sealed class StorageMedium(string name)
{
    /// <summary>Gets what errors call it.</summary>
    public string Name { get; } = string.IsNullOrWhiteSpace(name) ? throw new ArgumentException("A medium needs a name.", nameof(name)) : name;

    /// <summary>Gets how its message store is made, once for each container; <see langword="null"/> if it brings none.</summary>
    public Func<IServiceProvider, IMessageStore>? MessageStore { get; init; }

    /// <summary>Gets how its message cache is made, once for each container; <see langword="null"/> if it brings none.</summary>
    public Func<IServiceProvider, IMessageCache>? MessageCache { get; init; }

    /// <summary>Gets how its state store is made, once for each container; <see langword="null"/> if it brings none.</summary>
    public Func<IServiceProvider, IStateStore>? StateStore { get; init; }

    /// <summary>Gets how what reads the rows of its message store is made; <see langword="null"/> if nothing reads them.</summary>
    public Func<IServiceProvider, IHistoryReader>? HistoryReader { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

using System.Diagnostics.CodeAnalysis;

namespace HistoryImport.Tests;

#pragma warning disable CA1822, CA2225 // Only its outside matters.
public sealed record SurfaceSample : IDisposable
{
    public const int Max = 5;

    internal const int Hidden = 6;

    public SurfaceSample(string name) => Name = name;

    public string? Name { get; }

    public long? Size { get; init; }

    public required IReadOnlyList<string?> Items { get; init; }

    internal int Inner { get; set; }

    public static SurfaceSample operator +(SurfaceSample left, SurfaceSample right) => left ?? right;

    public static bool TryFind<T>(Dictionary<string, T?> all, string? key, [NotNullWhen(true)] out T? found)
        where T : class => (found = key is null ? null : all?.GetValueOrDefault(key)) is not null;

    public void Dispose()
    {
    }
}

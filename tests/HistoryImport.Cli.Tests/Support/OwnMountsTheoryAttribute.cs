using System.Runtime.CompilerServices;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>The same as <see cref="OwnMountsFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class OwnMountsTheoryAttribute : TheoryAttribute
{
    public OwnMountsTheoryAttribute([CallerFilePath] string? path = null, [CallerLineNumber] int line = -1)
        : base(path, line) =>
        Skip = OwnMounts.ArePossible ? null : "This system lets no process mount anything.";
}

using System.Runtime.CompilerServices;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>A test that needs mounts of its own. Where a system gives nobody any, it says that it did not run.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class OwnMountsFactAttribute : FactAttribute
{
    public OwnMountsFactAttribute([CallerFilePath] string? path = null, [CallerLineNumber] int line = -1)
        : base(path, line) =>
        Skip = OwnMounts.ArePossible ? null : "This system lets no process mount anything.";
}

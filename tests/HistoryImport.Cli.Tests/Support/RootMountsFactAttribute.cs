using System.Runtime.CompilerServices;
using HistoryImport.PostgreSql.Tests;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>A test that needs a server with mounts of its own: PostgreSQL runs neither as root nor as who only looks like root.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class RootMountsFactAttribute : FactAttribute
{
    public RootMountsFactAttribute([CallerFilePath] string? path = null, [CallerLineNumber] int line = -1)
        : base(path, line) =>
        Skip = OwnMounts.ArePossible && ServerTools.IsRoot ? null : "This system lets no process mount anything, or we are not root.";
}

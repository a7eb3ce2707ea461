namespace HistoryImport.Cli.Tests.Support;

/// <summary>The same as <see cref="OwnMountsFactAttribute"/>, for several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
sealed class OwnMountsTheoryAttribute : TheoryAttribute
{
    public OwnMountsTheoryAttribute() => Skip = OwnMounts.ArePossible ? null : "This system lets no process mount anything.";
}

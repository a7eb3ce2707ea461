using System.Reflection;

namespace HistoryImport.HelpDesk.Tests.Support;

/// <summary>Where the desk lies.</summary>
static class Build
{
    public static string Root { get; } = Path.GetFullPath(Metadata("RepositoryRoot"));

    public static string Desk { get; } = Path.GetFullPath(Metadata("Desk"));

    static string Metadata(string key) => typeof(Build).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

using System.Reflection;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>Where the checkout is, wherever the build output lies.</summary>
static class Repository
{
    public static string Root { get; } = Path.GetFullPath(
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(one => one.Key == "RepositoryRoot").Value!);
}

namespace HistoryImport.Benchmarks;

/// <summary>The PostgreSQL server that <c>benchmarks/with-postgres</c> starts. Its schema <c>history_import</c> is dropped.</summary>
static class BenchmarkServer
{
    const string Variable = "HISTORYIMPORT_BENCHMARK_POSTGRES";

    public static bool IsThere => Environment.GetEnvironmentVariable(Variable) is not null;

    public static string Address => Environment.GetEnvironmentVariable(Variable)
        ?? throw new InvalidOperationException($"{Variable} is not set. Run this by benchmarks/with-postgres, which starts a server and sets it.");
}

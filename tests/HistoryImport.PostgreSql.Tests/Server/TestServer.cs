namespace HistoryImport.PostgreSql.Tests;

/// <summary>The server all tests share: the one the environment names, else a private one that is started once.</summary>
static class TestServer
{
    public const string Variable = "HISTORYIMPORT_TEST_POSTGRES";

    static readonly Lazy<Task<string>> _address = new(FindAsync);

    public static Task<string> AddressAsync() => _address.Value;

    static async Task<string> FindAsync() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? given : (await PrivateCluster.StartNewAsync()).ConnectionString;
}

namespace HistoryImport.EntityFrameworkCore.Tests.Support;

/// <summary>Both databases, for theories.</summary>
public static class TheoryDatabases
{
    public static TheoryData<bool> IsPostgreSql => [false, true];
}

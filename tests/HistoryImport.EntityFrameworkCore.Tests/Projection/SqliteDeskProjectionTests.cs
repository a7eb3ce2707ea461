namespace HistoryImport.EntityFrameworkCore.Tests.Projection;

public sealed class SqliteDeskProjectionTests() : DeskProjectionTests(isPostgreSql: false);

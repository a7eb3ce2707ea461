namespace HistoryImport.EntityFrameworkCore.Tests.Projection;

public sealed class PostgreSqlDeskProjectionTests() : DeskProjectionTests(isPostgreSql: true);

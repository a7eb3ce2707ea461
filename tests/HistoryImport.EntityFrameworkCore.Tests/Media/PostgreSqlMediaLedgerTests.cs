namespace HistoryImport.EntityFrameworkCore.Tests.Media;

public sealed class PostgreSqlMediaLedgerTests() : EfCoreMediaLedgerTests(isPostgreSql: true);

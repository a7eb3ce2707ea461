namespace HistoryImport.EntityFrameworkCore.Tests.Media;

public sealed class SqliteMediaLedgerTests() : EfCoreMediaLedgerTests(isPostgreSql: false);

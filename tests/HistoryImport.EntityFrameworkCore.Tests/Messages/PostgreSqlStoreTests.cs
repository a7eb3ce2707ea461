namespace HistoryImport.EntityFrameworkCore.Tests.Messages;

public sealed class PostgreSqlStoreTests() : EfCoreMessageStoreTests(isPostgreSql: true);

namespace HistoryImport.EntityFrameworkCore.Tests.Messages;

public sealed class SqliteStoreTests() : EfCoreMessageStoreTests(isPostgreSql: false);

namespace HistoryImport.Sqlite.Tests.Messages;

public sealed class SqliteMessageStoreTests() : SqliteStoreContract(isMirrored: false);

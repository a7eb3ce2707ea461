namespace HistoryImport.PostgreSql.Tests.Messages;

public sealed class PostgreSqlMessageStoreTests() : PostgreSqlStoreContract(isMirrored: false);

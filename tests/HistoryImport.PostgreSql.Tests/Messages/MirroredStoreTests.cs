namespace HistoryImport.PostgreSql.Tests.Messages;

public sealed class MirroredStoreTests() : PostgreSqlStoreContract(isMirrored: true);

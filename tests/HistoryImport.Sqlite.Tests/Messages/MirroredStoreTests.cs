namespace HistoryImport.Sqlite.Tests.Messages;

public sealed class MirroredStoreTests() : SqliteStoreContract(isMirrored: true);

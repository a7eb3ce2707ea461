namespace HistoryImport.EntityFrameworkCore.Tests.Messages;

public sealed class MirroredStoreTests() : EfCoreMessageStoreTests(isPostgreSql: false, isMirrored: true);

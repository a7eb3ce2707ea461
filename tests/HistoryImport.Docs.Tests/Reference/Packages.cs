using System.Reflection;

namespace HistoryImport.Docs.Tests.Reference;

/// <summary>The packages that run in a host.</summary>
static class Packages
{
    public static IReadOnlyList<Assembly> All { get; } =
    [
        typeof(HistoryImportOptions).Assembly, typeof(WhatsApp.HistoryDecoderOptions).Assembly, typeof(Sqlite.SqliteOptions).Assembly,
        typeof(PostgreSql.PostgreSqlOptions).Assembly, typeof(EntityFrameworkCore.StoredMessage).Assembly, typeof(AspNetCore.HistoryEndpointOptions).Assembly,
        typeof(Media.HistoryMediaOptions).Assembly,
    ];
}

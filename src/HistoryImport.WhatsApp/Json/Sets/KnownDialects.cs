namespace HistoryImport.WhatsApp;

/// <summary>Every dialect, the likeliest first. Where signs are equal, the first counts.</summary>
static class KnownDialects
{
    public static WebMessageInfoDialect WebMessageInfo { get; } = new();

    public static ReadOnlySpan<IDialect> All => _all;

    public static WahaDialect Waha { get; } = new();

    public static WebModelDialect WebModel { get; } = new();

    static readonly IDialect[] _all =
    [
        WebMessageInfo, Waha, WebModel, new WhatsmeowDialect(), new UpdateDialect(), new KeyDialect(), new DeleteDialect(),
        new WahaRevokeDialect(), new WhatsmeowReceiptDialect(), new WhaticketDialect(), new PairDialect(), new GroupDialect(), new ContactDialect(),
    ];
}

namespace HistoryImport;

/// <summary>What the host puts around a part.</summary>
/// <param name="Identity">Equal for the same wrapper told twice.</param>
/// <param name="Wrap">Makes it around what is inside.</param>
sealed record PartWrapper(Delegate Identity, Func<IServiceProvider, object, object> Wrap);

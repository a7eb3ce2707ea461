namespace HistoryImport;

enum VerdictKind
{
    /// <summary>Goes on to the store.</summary>
    Wanted,

    /// <summary>Nobody ever wants it: its cache entry goes.</summary>
    Noise,

    /// <summary>This request did not ask for it: its cache entry stays.</summary>
    NotAskedFor,

    /// <summary>It can never become anything: its cache entry goes, its reason is told.</summary>
    Invalid,
}

namespace HistoryImport.PostgreSql;

/// <summary>Whether statements are prepared on the server.</summary>
/// <remarks>Only those are that ask for a few rows by a key whatever the tables hold: the server may keep a plan of theirs for ever. A pooler
/// between us and the server may hand a connection on without what was prepared on it; then nothing is prepared any more.</remarks>
sealed class PreparedUse
{
    volatile bool _isRefused;

    public bool IsAllowed => !_isRefused;

    public void Refuse() => _isRefused = true;
}

namespace HistoryImport.PostgreSql;

/// <summary>Whether statements are prepared on the server.</summary>
/// <remarks>Those are that find their rows by keys: see <see cref="IndexPlans"/>. A pooler
/// between us and the server may hand a connection on without what was prepared on it, or with what another prepared; where one is seen, or
/// felt, nothing is prepared any more.</remarks>
/// <param name="isMultiplexed">Whether Npgsql shares its connections between commands; then it prepares nothing.</param>
sealed class PreparedUse(bool isMultiplexed)
{
    volatile bool _isRefused = isMultiplexed;

    public bool IsAllowed => !_isRefused;

    public void Refuse() => _isRefused = true;
}

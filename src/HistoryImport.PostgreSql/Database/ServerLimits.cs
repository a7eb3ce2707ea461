namespace HistoryImport.PostgreSql;

/// <summary>What the server bounds by itself, for one transaction: a client that is stopped, or whose network is gone, says nothing more.</summary>
/// <remarks>None of it ends a <c>COPY</c> whose client is stopped: the client's system still answers, and the server reads on without looking at
/// any time-out. That is ended by whoever takes the lease over: see <see cref="HeldLeases"/>.</remarks>
static class ServerLimits
{
    /// <summary>Columns that set the limits as a side effect. Between two statements of a transaction only our own memory is at work.</summary>
    public const string Set = """
        set_config('idle_in_transaction_session_timeout', '30s', true), set_config('tcp_user_timeout', '30000', true),
        set_config('tcp_keepalives_idle', '10', true), set_config('tcp_keepalives_interval', '5', true), set_config('tcp_keepalives_count', '3', true)
        """;
}

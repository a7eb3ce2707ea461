using Microsoft.Extensions.Logging;

namespace HistoryImport.AspNetCore;

/// <summary>Asks the host for secrets.</summary>
sealed class Secrets(ILogger logger)
{
    /// <summary>Asks for the secret of a connection.</summary>
    /// <returns><see langword="null"/> if there is none, or one that is too short to be one.</returns>
    public async ValueTask<string?> AskAsync(
        Func<ConnectionKey, CancellationToken, ValueTask<string?>>? ask, ConnectionKey connection, CancellationToken cancellationToken) =>
        Checked(ask is null ? null : await ask(connection, cancellationToken).ConfigureAwait(false), connection.ToString());

    public string? Checked(string? secret, string place)
    {
        if (secret is null or { Length: >= BridgeOptions.MinSecretLength })
        {
            return secret;
        }

        Log.SecretTooShort(logger, place, BridgeOptions.MinSecretLength);
        return null;
    }
}

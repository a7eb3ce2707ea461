using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace HistoryImport.AspNetCore;

/// <summary>The door of a connection's bridge, at which the host asks for what only the phone has. What is asked is signed.</summary>
sealed class BridgeDoor(IHttpClientFactory clients, BridgeFetcherOptions options, TimeProvider time)
{
    /// <summary>The name of the client that is used, for hosts that have a proxy or certificates.</summary>
    public const string ClientName = "HistoryImport.Bridge";

    /// <summary>Asks.</summary>
    /// <param name="connection">Whose phone.</param>
    /// <param name="what">The end of the address: what is asked for.</param>
    /// <param name="body">The question in JSON.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async ValueTask<FetchReply> AskAsync(ConnectionKey connection, string what, byte[] body, CancellationToken cancellationToken)
    {
        if (await options.Door!(connection, cancellationToken).ConfigureAwait(false) is not { } door)
        {
            return FetchReply.NotSupported("No bridge of this connection is known (BridgeFetcherOptions.Door).");
        }

        string? key = await options.Key!(connection, cancellationToken).ConfigureAwait(false);
        if (key is null or { Length: < BridgeOptions.MinSecretLength })
        {
            return FetchReply.NotSupported($"No key for the bridge of this connection is known (BridgeFetcherOptions.Key), or it has fewer than {BridgeOptions.MinSecretLength} characters.");
        }

        using var over = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            using HttpClient client = clients.CreateClient(ClientName);
            using HttpRequestMessage message = Sign(DoorAddress.Of(door, connection, what), key, body);
            using HttpResponseMessage response = await client.SendAsync(message, either.Token).ConfigureAwait(false);
            return await ReadAsync(response, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return FetchReply.NotReady($"The bridge did not answer within {options.Timeout.TotalSeconds:0.#} seconds.");
        }
        catch (HttpRequestException error)
        {
            return FetchReply.NotReady($"The bridge cannot be reached ({error.HttpRequestError}).");
        }
    }

    HttpRequestMessage Sign(Uri address, string key, byte[] body)
    {
        string timestamp = time.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        KeyValuePair<string, StringValues>[] headers = [new(BridgeSignature.TimestampHeader, timestamp)];
        string signed = BridgeSignature.Base("POST", address.AbsolutePath, headers, SHA256.HashData(body));
        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        message.Content.Headers.ContentType = new("application/json");
        message.Headers.Add(BridgeSignature.TimestampHeader, timestamp);
        message.Headers.Add(BridgeSignature.Header, Convert.ToHexStringLower(BridgeSignature.Sign(key, signed)));
        return message;
    }

    static async ValueTask<FetchReply> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => response.StatusCode switch
    {
        HttpStatusCode.Accepted => await ReadRequestIdAsync(response, cancellationToken).ConfigureAwait(false),
        HttpStatusCode.NotFound => FetchReply.NotSupported(
            "The bridge does not know this connection, or is of an earlier version: compare tenant and name there and here, and the address of its door."),
        HttpStatusCode.Unauthorized => FetchReply.NotReady("The bridge refuses our signature: compare the keys (fromHost there) and the clocks."),
        HttpStatusCode.BadRequest => FetchReply.NotReady("The bridge takes no question about this message."),
        HttpStatusCode.ServiceUnavailable => FetchReply.NotReady("The socket of the bridge is not open, or could not send."),
        var other => FetchReply.NotReady($"The bridge answers {(int)other}."),
    };

    static async ValueTask<FetchReply> ReadRequestIdAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            byte[] said = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return FetchReply.Requested(JsonSerializer.Deserialize(said, DoorJsonContext.Default.DoorAnswer)?.RequestId is { Length: > 0 } id ? id : null);
        }
        catch (JsonException)
        {
            // It was asked all the same: the answer is known by its chat.
            return FetchReply.Requested(null);
        }
    }
}

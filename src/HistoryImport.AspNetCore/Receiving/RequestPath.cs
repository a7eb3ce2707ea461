using System.Diagnostics.CodeAnalysis;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace HistoryImport.AspNetCore;

/// <summary>The path of a request as it was sent, and the connection in it.</summary>
/// <remarks>What routing tells is decoded in part, so that two names could be one there.</remarks>
static class RequestPath
{
    /// <summary>Gets the path as it was sent, without a query.</summary>
    public static string Of(HttpContext context)
    {
        string target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (!target.StartsWith('/') && target.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme)
        {
            int path = target.IndexOf('/', scheme + 3);
            target = path < 0 ? "/" : target[path..];
        }

        int query = target.AsSpan().IndexOfAny('?', '#');
        return query < 0 ? target : target[..query];
    }

    /// <summary>Gets the last segment.</summary>
    public static string Last(string path) => Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);

    /// <summary>Gets the connection from a path that ends with <c>{tenant}/{connection}</c> and some more segments.</summary>
    /// <param name="path">The path as it was sent.</param>
    /// <param name="behind">How many segments stand behind the connection.</param>
    /// <param name="connection">The connection; never <see cref="SetAsideDelivery.NoTenant"/>, which is nobody's.</param>
    public static bool TryReadConnection(string path, int behind, [NotNullWhen(true)] out ConnectionKey? connection)
    {
        connection = null;
        string[] segments = path.Split('/');
        if (segments.Length < behind + 2)
        {
            return false;
        }

        try
        {
            connection = new ConnectionKey(Uri.UnescapeDataString(segments[^(behind + 2)]), Uri.UnescapeDataString(segments[^(behind + 1)]));
        }
        catch (ArgumentException)
        {
            return false;
        }

        return connection != SetAsideDelivery.NoTenant;
    }
}

using System.Runtime.CompilerServices;

namespace HistoryImport.WhatsApp;

/// <summary>Decodes WhatsApp history: history-sync blobs, inflated or not, and the JSON that Baileys and its kin write.</summary>
/// <remarks>
/// <para>Streams are read forward, once, and not disposed. A set may come in any number of parts, each within the bounds of
/// <see cref="HistoryDecoderOptions"/>; a message that cannot be read is a <see cref="DecodeProblem"/> of its part.</para>
/// <para>Thread-safe, and usable any number of times. Exceptions of the stream pass through.</para>
/// </remarks>
public sealed class HistoryDecoder : IHistoryDecoder
{
    readonly HistoryDecoderOptions _options;
    readonly SpareBuffer _spare = new();

    /// <summary>Creates a decoder.</summary>
    /// <param name="options">The bounds; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is out of its range.</exception>
    public HistoryDecoder(HistoryDecoderOptions? options = null) => _options = (options ?? new HistoryDecoderOptions()).Checked();

    /// <inheritdoc/>
    /// <param name="stream">The payload: JSON in UTF-8, protobuf (a history-sync blob or a single <c>WebMessageInfo</c>), or protobuf in zlib.
    /// Nothing of a compressed blob is decoded before it is verified whole.</param>
    /// <param name="format">How it is written, if that is known; else it is told from the content.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    public IAsyncEnumerable<HistorySet> DecodeAsync(
        Stream stream, HistoryFormat format = HistoryFormat.Unknown, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return DecodeAnyAsync(stream, FormOf(format), cancellationToken);
    }

    static PayloadForm FormOf(HistoryFormat format) => format switch
    {
        HistoryFormat.Unknown => PayloadForm.Unknown,
        HistoryFormat.Json => PayloadForm.Json,
        HistoryFormat.Protobuf => PayloadForm.Protobuf,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
    };

    async IAsyncEnumerable<HistorySet> DecodeAnyAsync(
        Stream stream, PayloadForm form, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var source = new PayloadSource(stream);
        form = await source.OpenAsync(form, cancellationToken).ConfigureAwait(false);
        if (form == PayloadForm.Empty)
        {
            yield return new HistorySet { WithoutHistory = new Dictionary<string, int>(StringComparer.Ordinal) { ["empty"] = 1 } };
            yield break;
        }

        if (form == PayloadForm.Json)
        {
            using var reader = new JsonHistoryReader(source.Window, _options);
            while (await reader.ReadPartAsync(cancellationToken).ConfigureAwait(false) is { } part)
            {
                yield return part;
            }

            yield break;
        }

        using PooledPayload payload = await LoadAsync(source.AsStream(), form, cancellationToken).ConfigureAwait(false);
        var protobuf = new ProtobufHistoryReader(payload, _options);
        while (protobuf.ReadPart() is { } part)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return part;
        }
    }

    async ValueTask<PooledPayload> LoadAsync(Stream stream, PayloadForm format, CancellationToken cancellationToken)
    {
        if (format == PayloadForm.Zlib)
        {
            return await ZlibPayload.InflateAsync(stream, _spare, _options.MaxInflatedBytes, cancellationToken).ConfigureAwait(false);
        }

        var payload = new PooledPayload(_spare);
        try
        {
            if (!await payload.TryReadAsync(stream, _options.MaxInflatedBytes, cancellationToken).ConfigureAwait(false))
            {
                throw new HistoryFormatException(0, $"it has more than {_options.MaxInflatedBytes} bytes. Raise MaxInflatedBytes if it is genuine.");
            }

            return payload;
        }
        catch
        {
            payload.Dispose();
            throw;
        }
    }
}

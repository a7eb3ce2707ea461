using System.Runtime.CompilerServices;

namespace HistoryImport.WhatsApp;

/// <summary>Decodes WhatsApp history: history-sync blobs, inflated or not, and the JSON that Baileys and its kin write.</summary>
/// <remarks>
/// <para>Streams are read forward, once, and not disposed. A set may come in any number of parts, each within the bounds of
/// <see cref="HistoryDecoderOptions"/>; a message that cannot be read is a <see cref="DecodeProblem"/> of its part.</para>
/// <para>Thread-safe, and usable any number of times. Exceptions of the stream pass through.</para>
/// </remarks>
public sealed class HistoryDecoder
{
    readonly HistoryDecoderOptions _options;
    readonly SpareBuffer _spare = new();

    /// <summary>Creates a decoder.</summary>
    /// <param name="options">The bounds; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is out of its range.</exception>
    public HistoryDecoder(HistoryDecoderOptions? options = null) => _options = (options ?? new HistoryDecoderOptions()).Checked();

    /// <summary>Decodes a payload of any form, which is told from its content.</summary>
    /// <param name="stream">The payload: JSON in UTF-8, protobuf, or protobuf in zlib.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>The parts, as they are read.</returns>
    /// <exception cref="HistoryFormatException">Thrown while enumerating: the payload cannot be used from some point on.</exception>
    public IAsyncEnumerable<HistorySet> DecodeAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return DecodeAnyAsync(stream, PayloadFormat.Unknown, cancellationToken);
    }

    /// <summary>Decodes JSON: one document, or one a line.</summary>
    /// <param name="stream">The payload, in UTF-8.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>The parts, as they are read.</returns>
    /// <exception cref="HistoryFormatException">Thrown while enumerating: the payload cannot be used from some point on.</exception>
    public IAsyncEnumerable<HistorySet> DecodeJsonAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return DecodeAnyAsync(stream, PayloadFormat.Json, cancellationToken);
    }

    /// <summary>Decodes a history-sync blob, compressed or already inflated, or a single <c>WebMessageInfo</c>.</summary>
    /// <param name="stream">The payload.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <returns>The parts, as they are decoded. Nothing is decoded before a compressed payload is verified whole.</returns>
    /// <exception cref="HistoryFormatException">Thrown while enumerating: the payload cannot be used from some point on.</exception>
    public IAsyncEnumerable<HistorySet> DecodeProtobufAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return DecodeAnyAsync(stream, PayloadFormat.Protobuf, cancellationToken);
    }

    async IAsyncEnumerable<HistorySet> DecodeAnyAsync(
        Stream stream, PayloadFormat format, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var window = new PayloadWindow(stream);
        await window.FillAsync(cancellationToken).ConfigureAwait(false);
        format = format switch
        {
            PayloadFormat.Unknown => await TellAsync(window, cancellationToken).ConfigureAwait(false),
            PayloadFormat.Protobuf when PayloadSniffer.IsZlib(window.Unread) => PayloadFormat.Zlib,
            _ => format,
        };
        if (window.Unread.IsEmpty)
        {
            throw new HistoryFormatException(0, "it is empty.");
        }

        if (format == PayloadFormat.Json)
        {
            SkipByteOrderMark(window);
            var reader = new JsonHistoryReader(window, _options);
            while (await reader.ReadPartAsync(cancellationToken).ConfigureAwait(false) is { } part)
            {
                yield return part;
            }

            yield break;
        }

        using PooledPayload payload = await LoadAsync(new PrefixedStream(window, stream), format, cancellationToken).ConfigureAwait(false);
        var protobuf = new ProtobufHistoryReader(payload, _options);
        while (protobuf.ReadPart() is { } part)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return part;
        }
    }

    static async ValueTask<PayloadFormat> TellAsync(PayloadWindow window, CancellationToken cancellationToken)
    {
        while (!window.IsAtEnd && !window.Unread.ContainsAnyExcept(" \t\r\n"u8))
        {
            window.Advance(window.Unread.Length);
            await window.FillAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!window.Unread.ContainsAnyExcept(" \t\r\n"u8))
        {
            throw new HistoryFormatException(0, "it is empty.");
        }

        PayloadFormat format = PayloadSniffer.Tell(window.Unread);
        return format != PayloadFormat.Unknown
            ? format
            : throw new HistoryFormatException(window.Position, "it is neither JSON nor protobuf nor zlib.");
    }

    static void SkipByteOrderMark(PayloadWindow window)
    {
        if (window.Unread.StartsWith(PayloadSniffer.ByteOrderMark))
        {
            window.Advance(PayloadSniffer.ByteOrderMark.Length);
        }
    }

    async ValueTask<PooledPayload> LoadAsync(Stream stream, PayloadFormat format, CancellationToken cancellationToken)
    {
        if (format == PayloadFormat.Zlib)
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

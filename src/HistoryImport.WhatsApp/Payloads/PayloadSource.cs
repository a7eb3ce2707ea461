using System.Text;

namespace HistoryImport.WhatsApp;

/// <summary>A payload behind whatever it is packed in: it is decompressed, and made UTF-8, as it is read.</summary>
sealed class PayloadSource(Stream stream) : IDisposable
{
    // A file in UTF-16 that was compressed, twice.
    const int MaxLayers = 3;

    readonly Stack<IDisposable> _layers = new();
    Stream _stream = stream;

    /// <summary>Gets the window on it.</summary>
    public PayloadWindow Window { get; private set; } = new StreamWindow(stream);

    /// <summary>Finds out what it is.</summary>
    /// <param name="form">The form, if that is known.</param>
    /// <param name="cancellationToken">Cancels reading.</param>
    /// <exception cref="HistoryFormatException">It is none of the forms that are known.</exception>
    public async ValueTask<PayloadForm> OpenAsync(PayloadForm form, CancellationToken cancellationToken)
    {
        await Window.FillAsync(cancellationToken).ConfigureAwait(false);
        for (int layer = 0; layer < MaxLayers && PayloadSniffer.TellEncoding(Window.Unread) is not PayloadForm.Unknown and var encoding; layer++)
        {
            Unpack(encoding);
            await Window.FillAsync(cancellationToken).ConfigureAwait(false);
        }

        await SkipBlanksAsync(form, cancellationToken).ConfigureAwait(false);
        PayloadForm told = PayloadSniffer.Tell(Window.Unread);
        return form switch
        {
            _ when Window.Unread.IsEmpty => PayloadForm.Empty,
            PayloadForm.Unknown when told is PayloadForm.Json or PayloadForm.Protobuf or PayloadForm.Zlib => told,
            PayloadForm.Unknown => throw new HistoryFormatException(Window.Position, "it is neither JSON nor protobuf nor zlib."),
            PayloadForm.Protobuf when PayloadSniffer.IsZlib(Window.Unread) => PayloadForm.Zlib,
            _ => form,
        };
    }

    /// <summary>Gets all of it as a stream.</summary>
    public Stream AsStream() => new PrefixedStream(Window, _stream);

    public void Dispose()
    {
        Window.Dispose();
        while (_layers.TryPop(out IDisposable? layer))
        {
            layer.Dispose();
        }
    }

    void Unpack(PayloadForm encoding)
    {
        Stream packed = AsStream();
        _stream = encoding switch
        {
            PayloadForm.Gzip => new GzipInput(packed),
            PayloadForm.Utf16 => Encoding.CreateTranscodingStream(packed, Encoding.Unicode, Encoding.UTF8, leaveOpen: true),
            _ => Encoding.CreateTranscodingStream(packed, Encoding.BigEndianUnicode, Encoding.UTF8, leaveOpen: true),
        };
        _layers.Push(Window);
        _layers.Push(_stream);
        Window = new StreamWindow(_stream);
    }

    // Protobuf may start with any byte, so only what is nothing but blanks is blank.
    async ValueTask SkipBlanksAsync(PayloadForm form, CancellationToken cancellationToken)
    {
        while (form != PayloadForm.Protobuf && !Window.Unread.IsEmpty && PayloadSniffer.CountBetween(Window.Unread) == Window.Unread.Length)
        {
            Window.Advance(Window.Unread.Length);
            if (!Window.IsAtEnd)
            {
                await Window.FillAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }
}

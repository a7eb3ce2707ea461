using System.Buffers.Text;
using System.Text;

namespace HistoryImport.WhatsApp;

/// <summary>A window on what a JSON text holds: the text is unescaped as it is read from the window in which it stands.</summary>
/// <remarks>It starts behind the opening quote; at its end the closing quote is consumed. What no JSON may hold becomes U+FFFD.</remarks>
sealed class TextWindow() : PayloadWindow(FirstSize)
{
    const int FirstSize = 16 * 1024;

    // The longest escape, a surrogate pair, and the most bytes that one stands for.
    const int LongestEscape = 12;
    const int LongestRune = 4;

    PayloadWindow? _outer;

    /// <summary>Whether the text was at its closing quote.</summary>
    public bool IsClosed { get; private set; }

    public override long PayloadPosition => _outer?.PayloadPosition ?? 0;

    /// <summary>Stands at the start of a text.</summary>
    /// <param name="outer">Stands behind the text's opening quote.</param>
    public void Open(PayloadWindow outer)
    {
        Restart();
        (_outer, IsClosed) = (outer, false);
    }

    /// <summary>Passes over what is left of the text.</summary>
    public async ValueTask SkipAsync(CancellationToken cancellationToken)
    {
        while (!IsAtEnd)
        {
            Advance(Unread.Length);
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }

        Advance(Unread.Length);
    }

    protected override async ValueTask<int> ReadAsync(Memory<byte> free, CancellationToken cancellationToken)
    {
        int length = 0;
        while (!IsAtEnd && free.Length - length >= LongestRune && length < free.Length / 2)
        {
            int consumed = Unescape(_outer!.Unread, free.Span[length..], out int written);
            _outer.Advance(consumed);
            length += written;
            if (IsClosed)
            {
                IsAtEnd = true;
            }
            else if (consumed == 0 || _outer.Unread.IsEmpty)
            {
                IsAtEnd = _outer.IsAtEnd;
                await FillOuterAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        return length;
    }

    ValueTask FillOuterAsync(CancellationToken cancellationToken) => IsAtEnd ? ValueTask.CompletedTask : _outer!.FillAsync(cancellationToken);

    // Stops where an escape may go on behind what is there.
    int Unescape(ReadOnlySpan<byte> text, Span<byte> target, out int written)
    {
        int at = 0;
        written = 0;
        while (at < text.Length && target.Length - written >= LongestRune)
        {
            int most = Math.Min(text.Length - at, target.Length - written);
            int plain = text.Slice(at, most).IndexOfAny((byte)'"', (byte)'\\');
            int copied = plain < 0 ? most : plain;
            text.Slice(at, copied).CopyTo(target[written..]);
            (at, written) = (at + copied, written + copied);
            if (plain < 0)
            {
                continue;
            }

            if (text[at] == (byte)'"')
            {
                IsClosed = true;
                return at + 1;
            }

            if (target.Length - written < LongestRune || text.Length - at < LongestEscape && !_outer!.IsAtEnd)
            {
                return at;
            }

            at += UnescapeOne(text[at..], target, ref written);
        }

        return at;
    }

    static int UnescapeOne(ReadOnlySpan<byte> escape, Span<byte> target, ref int written)
    {
        if (escape.Length < 2)
        {
            return escape.Length;
        }

        if (escape[1] == (byte)'u')
        {
            return UnescapeUnit(escape, target, ref written);
        }

        target[written++] = escape[1] switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'t' => (byte)'\t',
            (byte)'r' => (byte)'\r',
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            byte other => other,
        };
        return 2;
    }

    static int UnescapeUnit(ReadOnlySpan<byte> escape, Span<byte> target, ref int written)
    {
        const int Unit = 6;
        char high = UnitOf(escape);
        if (char.IsHighSurrogate(high) && char.IsLowSurrogate(UnitOf(escape[Math.Min(Unit, escape.Length)..])))
        {
            written += new Rune(high, UnitOf(escape[Unit..])).EncodeToUtf8(target[written..]);
            return 2 * Unit;
        }

        Rune rune = high == 0 || char.IsSurrogate(high) ? Rune.ReplacementChar : new Rune(high);
        written += rune.EncodeToUtf8(target[written..]);
        return Math.Min(Unit, escape.Length);
    }

    static char UnitOf(ReadOnlySpan<byte> escape) =>
        escape.Length >= 6 && escape.StartsWith("\\u"u8) && Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out int digits, 'x') && digits == 4
            ? (char)unit
            : '\0';
}

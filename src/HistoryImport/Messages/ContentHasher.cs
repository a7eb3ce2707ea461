using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;

namespace HistoryImport;

/// <summary>Hashes the decoded fields of a content, each preceded by its length, so that no two contents share a form.</summary>
static class ContentHasher
{
    const byte System = 1;
    const byte Unsupported = 2;
    const byte Content = 3;

    public static ContentVersion Version(MessageContent content)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxSize(content));
        try
        {
            int length = Write(content, buffer);
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(buffer.AsSpan(0, length), hash);
            return new ContentVersion(Rank(content.Kind), BinaryPrimitives.ReadUInt128BigEndian(hash));
        }
        finally
        {
            // The form holds message text.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    static byte Rank(MessageKind kind) => kind switch
    {
        MessageKind.Call or MessageKind.System => System,
        MessageKind.Unsupported => Unsupported,
        _ => Content,
    };

    static int MaxSize(MessageContent content)
    {
        const int Fixed = 128;
        MediaDescriptor? media = content.Media;
        return Fixed + MaxSize(content.Body) + (media is null
            ? 0
            : MaxSize(media.MimeType) + MaxSize(media.FileName) + MaxSize(media.Url) + MaxSize(media.DirectPath)
                + (media.Sha256?.Length ?? 0) + (media.EncryptedSha256?.Length ?? 0) + (media.Key?.Length ?? 0));

        static int MaxSize(string? text) => text is null ? 0 : Encoding.UTF8.GetMaxByteCount(text.Length);
    }

    static int Write(MessageContent content, Span<byte> buffer)
    {
        var writer = new FieldWriter(buffer);
        writer.Write((long)content.Kind);
        writer.Write(content.Body);
        if (content.Media is { } media)
        {
            writer.Write(media.MimeType);
            writer.Write(media.FileName);
            writer.Write(media.Size);
            writer.Write(media.Sha256);
            writer.Write(media.EncryptedSha256);
            writer.Write(media.Key);
            writer.Write(media.Url);
            writer.Write(media.DirectPath);
            writer.Write(media.Seconds);
            writer.Write(media.Width);
            writer.Write(media.Height);
        }

        return writer.Length;
    }

    ref struct FieldWriter(Span<byte> buffer)
    {
        const int Absent = -1;

        readonly Span<byte> _buffer = buffer;

        public int Length { get; private set; }

        public void Write(string? text)
        {
            int size = text is null ? Absent : Encode(text, _buffer[(Length + sizeof(int))..]);
            Advance(size);
        }

        public void Write(byte[]? bytes)
        {
            bytes?.CopyTo(_buffer[(Length + sizeof(int))..]);
            Advance(bytes?.Length ?? Absent);
        }

        public void Write(long? number)
        {
            if (number is { } value)
            {
                BinaryPrimitives.WriteInt64LittleEndian(_buffer[(Length + sizeof(int))..], value);
            }

            Advance(number is null ? Absent : sizeof(long));
        }

        // UTF-8 has one form for all halves of surrogate pairs; two texts that differ in one would share a form, and the first would win.
        static int Encode(ReadOnlySpan<char> text, Span<byte> destination)
        {
            int length = 0;
            while (true)
            {
                OperationStatus status = Utf8.FromUtf16(text, destination[length..], out int read, out int written, replaceInvalidSequences: false);
                length += written;
                if (status == OperationStatus.Done)
                {
                    return length;
                }

                char half = text[read];
                destination[length++] = (byte)(0xE0 | half >> 12);
                destination[length++] = (byte)(0x80 | half >> 6 & 0x3F);
                destination[length++] = (byte)(0x80 | half & 0x3F);
                text = text[(read + 1)..];
            }
        }

        void Advance(int size)
        {
            BinaryPrimitives.WriteInt32LittleEndian(_buffer[Length..], size);
            Length += sizeof(int) + Math.Max(size, 0);
        }
    }
}

using System.Buffers;
using System.Buffers.Binary;
using Blake3;

namespace HistoryImport;

/// <summary>Hashes the decoded fields of a content, each preceded by its length, so that no two contents share a form.</summary>
/// <remarks>Versions are stored: a field that is added later goes behind all others by <see cref="FieldForm.AppendOptional"/>.</remarks>
static class ContentHasher
{
    const byte System = 1;
    const byte Unsupported = 2;
    const byte Content = 3;
    const int HashLength = 16;
    const byte MediaIdTag = 0;

    public static ContentVersion Version(MessageContent content)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(MaxSize(content));
        try
        {
            int length = Write(content, buffer);
            Span<byte> hash = stackalloc byte[HashLength];
            Hasher.Hash(buffer.AsSpan(0, length), hash);
            return new ContentVersion(Rank(content.Kind), BinaryPrimitives.ReadUInt128BigEndian(hash));
        }
        finally
        {
            // The form holds message text.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    public static byte Rank(MessageKind kind) => kind switch
    {
        MessageKind.Call or MessageKind.System => System,
        MessageKind.Unsupported => Unsupported,
        _ => Content,
    };

    static int MaxSize(MessageContent content)
    {
        const int Numbers = 5;
        MediaDescriptor? media = content.Media;
        return Numbers * FieldForm.MaxFixedSize + FieldForm.MaxSize(content.Body) + (media is null
            ? 0
            : FieldForm.MaxSize(media.MimeType) + FieldForm.MaxSize(media.FileName) + FieldForm.MaxSize(media.Url) + FieldForm.MaxSize(media.DirectPath)
                + FieldForm.TagSize + FieldForm.MaxSize(media.Id)
                + FieldForm.MaxSize(media.Sha256) + FieldForm.MaxSize(media.EncryptedSha256) + FieldForm.MaxSize(media.Key));
    }

    static int Write(MessageContent content, Span<byte> buffer)
    {
        var form = new FieldForm(buffer);
        form.Write((long)content.Kind);
        form.Write(content.Body);
        if (content.Media is { } media)
        {
            form.Write(media.MimeType);
            form.Write(media.FileName);
            form.Write(media.Size);
            form.Write(media.Sha256);
            form.Write(media.EncryptedSha256);
            form.Write(media.Key);
            form.Write(media.Url);
            form.Write(media.DirectPath);
            form.Write(media.Seconds);
            form.Write(media.Width);
            form.Write(media.Height);
            form.AppendOptional(MediaIdTag, media.Id);
        }

        return form.Length;
    }
}

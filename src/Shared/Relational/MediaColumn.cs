using System.Buffers;
using System.Text;
using System.Text.Json;

namespace HistoryImport.Relational;

/// <summary>The media descriptor as JSON, written into one buffer after the other. Used by one thread at a time.</summary>
sealed class MediaColumn : IDisposable
{
    readonly ArrayBufferWriter<byte> _buffer = new(1024);
    readonly Utf8JsonWriter _writer;

    public MediaColumn() => _writer = new Utf8JsonWriter(_buffer);

    public ReadOnlySpan<byte> Write(MediaDescriptor media)
    {
        _buffer.ResetWrittenCount();
        _writer.Reset();
        JsonSerializer.Serialize(_writer, media, MediaJsonContext.Default.MediaDescriptor);
        return _buffer.WrittenSpan;
    }

    public string? Text(MediaDescriptor? media) => media is null ? null : Encoding.UTF8.GetString(Write(media));

    public static MediaDescriptor Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, MediaJsonContext.Default.MediaDescriptor) ?? new MediaDescriptor();

    public static MediaDescriptor Read(string json) =>
        JsonSerializer.Deserialize(json, MediaJsonContext.Default.MediaDescriptor) ?? new MediaDescriptor();

    public void Dispose() => _writer.Dispose();
}

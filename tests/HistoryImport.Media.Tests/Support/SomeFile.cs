namespace HistoryImport.Media.Tests.Support;

/// <summary>Media files in few words.</summary>
static class SomeFile
{
    public const string Path = "/v/t62.7118-24/1234_n.enc?ccb=11-4&oh=01_Q5Aa&oe=65F0A000&_nc_sid=5e03e0";

    public static ConnectionKey Connection { get; } = new("tenant", "connection");

    public static MediaFile At(string? path, string? id = null) => Of(new MediaDescriptor { DirectPath = path, Id = id });

    public static MediaFile Of(MediaDescriptor media) => new()
    {
        Id = MediaFileId.Of(media) ?? "", Media = media, Name = "name", Kind = MessageKind.Image, PathRank = MediaAddress.Rank(media.DirectPath),
    };
}

namespace HistoryImport.Sqlite;

/// <summary>Which parameters of a statement take what a message says.</summary>
readonly record struct ContentPlaces(int Version, int Kind, int Body, int Media, int Raw, int MediaId)
{
    /// <summary>Binds what an item says.</summary>
    public void Bind(Statement statement, MediaColumn media, RawColumn raw, MessageUpsert item, MessageContent content)
    {
        Span<byte> version = stackalloc byte[ContentVersion.Length];
        item.Version.CopyTo(version);
        statement.BindBlob(Version, version);
        statement.BindText(Kind, KindColumn.Name(content.Kind));
        statement.Bind(Body, content.Body);
        if (content.Media is null)
        {
            statement.BindNull(Media);
        }
        else
        {
            statement.BindText(Media, media.Write(content.Media));
        }

        if (content.Raw.IsEmpty)
        {
            statement.BindNull(Raw);
        }
        else
        {
            statement.BindBlob(Raw, raw.Write(content));
        }

        statement.Bind(MediaId, item.MediaId);
    }
}

namespace HistoryImport.Sqlite;

/// <summary>Reads and writes media files, and what of them is to be removed.</summary>
static class FileRows
{
    public static MediaFile? Find(DbSession session, long connection, string file)
    {
        Statement query = Bound(session, MediaSql.File, connection, file);
        if (!query.Step())
        {
            return null;
        }

        MediaFile found = Read(query);
        query.Reset();
        return found;
    }

    public static List<MediaFile> OfMessage(DbSession session, long connection, string id) => All(Bound(session, MediaSql.FilesOfMessage, connection, id));

    public static List<MediaFile> Due(DbSession session, long connection, DateTimeOffset now, int count)
    {
        Statement query = session.Get(MediaSql.Due);
        query.Bind(1, connection);
        query.Bind(2, now.ToUnixTimeMilliseconds());
        query.Bind(3, count);
        return All(query);
    }

    public static bool HasOpen(DbSession session, long connection)
    {
        Statement query = session.Get(MediaSql.Open);
        query.Bind(1, connection);
        return query.ExecuteInt64() is not null;
    }

    public static void Add(DbSession session, long connection, MediaReference reference, long? timestamp)
    {
        Statement refer = session.Get(MediaSql.Refer);
        refer.Bind(1, connection);
        refer.Bind(2, reference.Key.Id);
        refer.Bind(3, reference.Key.Chat.Value);
        refer.Bind(4, reference.Key.FromMe);
        refer.Bind(5, reference.Key.Sender.Value);
        refer.Bind(6, reference.File.Id);
        refer.Bind(7, timestamp);
        refer.Execute();
        Bound(session, MediaSql.Add, connection, reference.File).Execute();
    }

    public static MediaFile? TryWrite(DbSession session, long connection, MediaFile file)
    {
        Statement write = Bound(session, MediaSql.Write, connection, file);
        write.Bind(8, file.Version);
        return write.ExecuteInt64() is { } version ? file with { Version = version } : null;
    }

    public static List<MediaRemoval> Removals(DbSession session, long connection, int count)
    {
        Statement query = session.Get(MediaSql.Removals);
        query.Bind(1, connection);
        query.Bind(2, count);
        var removals = new List<MediaRemoval>();
        while (query.Step())
        {
            removals.Add(new MediaRemoval(query.Text(0), MediaFileColumn.Time(query.NullableInt64(1))));
        }

        return removals;
    }

    public static int Removed(DbSession session, long connection, string name) => Bound(session, MediaSql.Removed, connection, name).ExecuteChanges();

    public static List<ConnectionKey> Connections(DbSession session, DateTimeOffset now)
    {
        Statement query = session.Get(MediaSql.Connections);
        query.Bind(1, now.ToUnixTimeMilliseconds());
        var connections = new List<ConnectionKey>();
        while (query.Step())
        {
            connections.Add(new ConnectionKey(query.Text(0), query.Text(1)));
        }

        return connections;
    }

    static Statement Bound(DbSession session, string sql, long connection, string text)
    {
        Statement statement = session.Get(sql);
        statement.Bind(1, connection);
        statement.Bind(2, text);
        return statement;
    }

    static Statement Bound(DbSession session, string sql, long connection, MediaFile file)
    {
        Statement write = Bound(session, sql, connection, file.Id);
        write.Bind(3, (long)file.State);
        write.Bind(4, MediaFileColumn.Milliseconds(file.DueAt));
        write.Bind(5, file.Name);
        write.Bind(6, file.AskedChat);
        write.BindBlob(7, MediaFileColumn.Write(file));
        return write;
    }

    static List<MediaFile> All(Statement query)
    {
        var files = new List<MediaFile>();
        while (query.Step())
        {
            files.Add(Read(query));
        }

        return files;
    }

    static MediaFile Read(Statement row) => MediaFileColumn.Read(row.Bytes(0), row.Int64(1), row.NullableText(2));
}

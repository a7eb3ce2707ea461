namespace HistoryImport.Media;

/// <summary>How the items of one order stand, and who is told. Thread-safe.</summary>
sealed class ItemBoard(IReadOnlyList<MediaMessage> messages, IProgress<MediaItem>? progress)
{
    readonly Lock _lock = new();
    readonly Dictionary<MessageKey, MediaItem> _items = [];
    readonly Dictionary<string, List<MessageKey>> _ofFile = new(StringComparer.Ordinal);
    readonly HashSet<MessageKey> _gone = [];

    /// <summary>Gets the items, in the order of the messages.</summary>
    public IReadOnlyList<MediaItem> All
    {
        get
        {
            lock (_lock)
            {
                return [.. messages.Where(message => _items.ContainsKey(message.Key)).Select(message => _items[message.Key])];
            }
        }
    }

    /// <summary>Gets the messages that were erased, or moved, meanwhile.</summary>
    public IReadOnlyList<MessageKey> Gone
    {
        get
        {
            lock (_lock)
            {
                return [.. _gone];
            }
        }
    }

    /// <summary>Shows an item for the first time.</summary>
    /// <param name="message">The message.</param>
    /// <param name="file">Its file; <see langword="null"/> if nothing tells it from others.</param>
    public void Show(MediaMessage message, MediaFile? file)
    {
        var item = new MediaItem { Message = message.Key, Thumbnail = ThumbnailReader.Read(message.Raw), State = MediaState.Refused, Reason = MediaReason.NoAddress };
        lock (_lock)
        {
            item = file is null ? item : As(item, file);
            _items[message.Key] = item;
            if (file is not null)
            {
                (_ofFile.TryGetValue(file.Id, out List<MessageKey>? keys) ? keys : _ofFile[file.Id] = []).Add(message.Key);
            }
        }

        progress?.Report(item);
    }

    /// <summary>Shows what became of a file.</summary>
    public void Show(string file, MediaFile? now)
    {
        List<MediaItem> changed = [];
        lock (_lock)
        {
            foreach (MessageKey key in _ofFile.GetValueOrDefault(file, []))
            {
                if (now is null)
                {
                    _items.Remove(key);
                    _gone.Add(key);
                }
                else if (As(_items[key], now) is var item && item != _items[key])
                {
                    _items[key] = item;
                    changed.Add(item);
                }
            }
        }

        changed.ForEach(item => progress?.Report(item));
    }

    /// <summary>Takes a message out that is no longer there.</summary>
    public void Lose(MediaMessage message)
    {
        lock (_lock)
        {
            _gone.Add(message.Key);
        }
    }

    static MediaItem As(MediaItem item, MediaFile file) => item with
    {
        State = file.State,
        Reason = file.Reason,
        Since = file.Since == default ? null : file.Since,
        DueAt = file.DueAt,
        Name = file.State == MediaState.Stored ? file.Name : null,
        Length = file.Length,
    };
}

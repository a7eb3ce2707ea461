namespace HistoryImport.Media;

/// <summary>What becomes of a file by what the phone is asked, and what it says: in any order, and however often, the same.</summary>
static class PhoneRules
{
    const int Success = 1;
    const int NotFound = 2;
    const int CannotRead = 3;

    // In seconds: an upload is there for weeks, and where its path does not say for how long, it counts as if it were for two.
    const long LifeOfUpload = 14 * 24 * 60 * 60;

    // Whatever was wrong with it, asking again at once is of no use.
    static readonly TimeSpan _afterFailure = TimeSpan.FromHours(20);

    /// <summary>Tells whether the phone may be asked.</summary>
    public static bool MayBeAsked(MediaFile file, TimeSpan cooldown, DateTimeOffset now)
    {
        bool isOpen = file.State is MediaState.Expired or MediaState.Pending || file.State == MediaState.Requested && file.DueAt <= now;
        return isOpen && file.Reason != MediaReason.PhoneCannotRead && CanBeAsked(file)
            && (file.AskedAt is not { } asked || file.Reason switch
            {
                MediaReason.NoAnswer or MediaReason.None => now - asked >= cooldown,
                MediaReason.PhoneFailed => now - asked >= _afterFailure,
                _ => true,
            });
    }

    /// <summary>Tells whether a phone can be asked for it at all: by its key, and not in a channel.</summary>
    public static bool CanBeAsked(MediaFile file) => !file.IsPlain && MediaKeys.CanBe(file.Media.Key);

    /// <summary>The phone is asked.</summary>
    public static MediaFile Asked(MediaFile file, MessageKey about, TimeSpan timeout, DateTimeOffset now) =>
        MediaRules.To(file, MediaState.Requested, MediaReason.None, now) with
        {
            DueAt = now + timeout, Requests = file.Requests + 1, AskedAt = now, AskedId = about.Id, AskedChat = about.Chat.Value,
        };

    /// <summary>It could not be asked.</summary>
    public static MediaFile NotAsked(MediaFile file, MediaReason reason, DateTimeOffset now) => file.State == MediaState.Requested
        ? MediaRules.To(file, reason == MediaReason.NoPhone ? MediaState.Expired : MediaState.Pending, reason, now) with { AskedAt = null }
        : file;

    /// <summary>It did not answer in time.</summary>
    public static MediaFile Silent(MediaFile file, DateTimeOffset now) =>
        file.State == MediaState.Requested && file.DueAt <= now ? MediaRules.To(file, MediaState.Pending, MediaReason.NoAnswer, now) : file;

    /// <summary>It answered about the path that is known, or with another.</summary>
    public static MediaFile Answered(MediaFile file, int code, string? path, DateTimeOffset now)
    {
        bool isOpen = file.State is MediaState.Expired or MediaState.Requested or MediaState.Pending or MediaState.GoneFromPhone;
        return code switch
        {
            Success when MediaAddress.IsPath(path) => Uploaded(file, path!, now),
            NotFound when isOpen => file.State == MediaState.GoneFromPhone ? file : MediaRules.To(file, MediaState.GoneFromPhone, MediaReason.NotOnPhone, now),
            CannotRead when isOpen && file.State != MediaState.GoneFromPhone => MediaRules.To(file, MediaState.Expired, MediaReason.PhoneCannotRead, now),
            NotFound or CannotRead => file,
            _ => Failed(file, now),
        };
    }

    // A path that is not fresher is of no use, unless it is the known one: then the file lies there again.
    static MediaFile Uploaded(MediaFile file, string path, DateTimeOffset now)
    {
        long rank = MediaAddress.Rank(path) is > 0 and var end ? end : (file.AskedAt ?? now).ToUnixTimeSeconds() + LifeOfUpload;
        return path == file.Media.DirectPath ? MediaRules.Reopened(file, now)
            : MediaRules.IsFresher(file, rank, path) ? MediaRules.Reopened(
                file with { Media = file.Media with { DirectPath = path }, PathRank = rank, Mismatches = 0 }, now)
            : Failed(file, now);
    }

    static MediaFile Failed(MediaFile file, DateTimeOffset now) =>
        file.State is MediaState.Requested or MediaState.Pending ? MediaRules.To(file, MediaState.Pending, MediaReason.PhoneFailed, now) : file;
}

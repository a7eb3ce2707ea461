using System.Security.Cryptography;

namespace HistoryImport.Media;

/// <summary>What becomes of a file by what is reported of it: in any order, and however often, the same.</summary>
/// <remarks>A report names the path it is about, so that one about an earlier path says nothing about a fresher one.</remarks>
static class MediaRules
{
    static readonly TimeSpan _longestBackoff = TimeSpan.FromHours(6);

    /// <summary>Makes the file a message tells of, as it is when nobody has asked for it before.</summary>
    /// <param name="message">The message.</param>
    /// <param name="options">What is allowed.</param>
    /// <param name="now">Now.</param>
    /// <returns><see langword="null"/> if nothing tells the file from others: then nothing can be done.</returns>
    public static MediaFile? Fresh(MediaMessage message, HistoryMediaOptions options, DateTimeOffset now)
    {
        MediaDescriptor media = message.Media;
        return MediaFileId.Of(media) is not { } id ? null : Judged(
            new MediaFile
            {
                Id = id,
                Name = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)) + MimeTypes.ExtensionOf(media.MimeType),
                Kind = message.Kind,

                // What has a hash of its encrypted form was encrypted: without a key it was taken away.
                IsPlain = media is { Key: null, EncryptedSha256: null } || message.Key.Chat.Kind == JidKind.Newsletter,

                // No file name and no address: both are their sender's, and neither is needed.
                Media = media with { FileName = null, Url = null },
                PathRank = MediaAddress.Rank(media.DirectPath),
                Since = now,
            },
            options,
            now);
    }

    /// <summary>Looks anew at a file that was refused, or not looked at yet.</summary>
    public static MediaFile Judged(MediaFile file, HistoryMediaOptions options, DateTimeOffset now)
    {
        MediaReason reason = file.Media.Size > options.MaxBytes ? MediaReason.TooLarge
            : !file.IsPlain && !MediaKeys.CanBe(file.Media.Key) ? MediaReason.NoKey
            : file is { IsPlain: true, Media: { Sha256: null, Id: null } } ? MediaReason.NothingToVerify
            : file.Media is { DirectPath: not null, Id: null } && file.PathRank < 0 ? MediaReason.ForeignAddress
            : MediaReason.None;
        return reason != MediaReason.None ? To(file, MediaState.Refused, reason, now)
            : file.Media is { DirectPath: null, Id: null } ? To(file, MediaState.Expired, MediaReason.NoAddress, now)
            : Available(file, MediaReason.None, now);
    }

    /// <summary>A message or a history set tells where the file lies.</summary>
    public static MediaFile Told(MediaFile file, string? path, string? mediaId, DateTimeOffset now)
    {
        bool isFresher = path is not null && IsFresher(file, MediaAddress.Rank(path), path);
        bool hasNewId = mediaId is not null && string.CompareOrdinal(mediaId, file.Media.Id) > 0;
        if (!isFresher && !hasNewId)
        {
            return file;
        }

        file = file with
        {
            Media = file.Media with { DirectPath = isFresher ? path : file.Media.DirectPath, Id = hasNewId ? mediaId : file.Media.Id },
            PathRank = isFresher ? MediaAddress.Rank(path) : file.PathRank,
            Mismatches = 0,
        };
        return file.PathRank < 0 && file.Media.Id is null ? file : Reopened(file, now);
    }

    /// <summary>Another message tells of the same file with another key, hash, size or kind. That it came to nothing says something about what the first told only:
    /// their sender may have named a file of others.</summary>
    public static MediaFile ToldAnew(MediaFile file, MediaFile fresh, DateTimeOffset now)
    {
        bool isOver = file.State == MediaState.Damaged
            || file is { State: MediaState.Refused, Reason: MediaReason.TooLarge or MediaReason.NoKey or MediaReason.NothingToVerify };
        return isOver && fresh.State == MediaState.Available && !IsSame(file, fresh)
            ? Available(file, MediaReason.None, now) with
            {
                Kind = fresh.Kind, IsPlain = fresh.IsPlain, Media = fresh.Media, PathRank = fresh.PathRank, Failures = 0, Mismatches = 0,
            }
            : file;
    }

    /// <summary>Tells whether a path is fresher than the known one.</summary>
    public static bool IsFresher(MediaFile file, long rank, string path) =>
        rank > file.PathRank || rank == file.PathRank && string.CompareOrdinal(path, file.Media.DirectPath) > 0;

    /// <summary>Somebody fetches it, until a time.</summary>
    public static MediaFile? Claimed(MediaFile file, DateTimeOffset now, TimeSpan lease) =>
        file.State is MediaState.Available or MediaState.Fetching && (file.DueAt is null || file.DueAt <= now)
            ? To(file, MediaState.Fetching, MediaReason.None, now) with { DueAt = now + lease }
            : null;

    /// <summary>It was verified, and the sink has it. Its key has done its work: whoever gets hold of the ledger reads no copy that lies elsewhere.</summary>
    public static MediaFile Stored(MediaFile file, long length, DateTimeOffset now) => file.State == MediaState.Stored
        ? file
        : To(file, MediaState.Stored, MediaReason.None, now) with { Length = length, Failures = 0, Media = file.Media with { Key = null } };

    /// <summary>Nobody hands it out under an address.</summary>
    public static MediaFile Expired(MediaFile file, MediaDescriptor at, MediaReason reason, DateTimeOffset now) =>
        file.State != MediaState.Fetching ? file
        : IsAt(file, at) ? To(file, MediaState.Expired, reason, now)
        : Available(file, MediaReason.None, now);

    /// <summary>Not now.</summary>
    public static MediaFile Busy(MediaFile file, MediaReason reason, TimeSpan wait, DateTimeOffset now) =>
        file.State != MediaState.Fetching ? file : Available(file, reason, now) with { DueAt = now + wait, Failures = file.Failures + 1 };

    /// <summary>Gets how long to wait after failures.</summary>
    public static TimeSpan Backoff(int failures, TimeSpan first) => TimeSpan.FromTicks(
        (long)Math.Min(first.Ticks * Math.Pow(2, Math.Min(failures, 20)), _longestBackoff.Ticks));

    /// <summary>What came is not the file. What is no file at all may be a page of a busy server, once.</summary>
    public static MediaFile Wrong(MediaFile file, MediaDescriptor at, MediaReason reason, TimeSpan wait, DateTimeOffset now)
    {
        if (file.State != MediaState.Fetching)
        {
            return file;
        }

        bool mayPass = reason is MediaReason.WrongLength or MediaReason.WrongMac && file.Mismatches == 0;
        return !IsAt(file, at) ? Available(file, MediaReason.None, now)
            : mayPass ? Available(file, reason, now) with { DueAt = now + wait, Mismatches = 1 }
            : To(file, MediaState.Damaged, reason, now);
    }

    /// <summary>It is not encrypted, though its message holds a key.</summary>
    public static MediaFile Plain(MediaFile file, DateTimeOffset now) =>
        file.State == MediaState.Fetching ? Available(file with { IsPlain = true }, MediaReason.None, now) : file;

    /// <summary>It is not fetched from there.</summary>
    public static MediaFile Refused(MediaFile file, MediaDescriptor at, MediaReason reason, DateTimeOffset now) =>
        file.State != MediaState.Fetching ? file
        : IsAt(file, at) ? To(file, MediaState.Refused, reason, now)
        : Available(file, MediaReason.None, now);

    /// <summary>Whoever fetched it gave up.</summary>
    public static MediaFile GivenBack(MediaFile file, DateTimeOffset now) => file.State == MediaState.Fetching ? Available(file, MediaReason.None, now) : file;

    public static MediaFile Available(MediaFile file, MediaReason reason, DateTimeOffset now) => To(file, MediaState.Available, reason, now) with { DueAt = now };

    public static MediaFile To(MediaFile file, MediaState state, MediaReason reason, DateTimeOffset now) =>
        file with { State = state, Reason = reason, Since = now, DueAt = null };

    /// <summary>Has it tried again, unless that is of no use.</summary>
    public static MediaFile Reopened(MediaFile file, DateTimeOffset now) =>
        file.State is MediaState.Expired or MediaState.Requested or MediaState.Pending or MediaState.GoneFromPhone or MediaState.Damaged
        || file is { State: MediaState.Refused, Reason: MediaReason.ForeignAddress or MediaReason.Redirected }
        || file is { State: MediaState.Available, Reason: MediaReason.WrongLength or MediaReason.WrongMac }
            ? Available(file, MediaReason.None, now) with { Failures = 0, Mismatches = 0 }
            : file;

    static bool IsSame(MediaFile one, MediaFile other) =>
        (one.Kind, one.Media.Size) == (other.Kind, other.Media.Size) && IsSame(one.Media.Key, other.Media.Key)
        && IsSame(one.Media.Sha256, other.Media.Sha256) && IsSame(one.Media.EncryptedSha256, other.Media.EncryptedSha256);

    static bool IsSame(byte[]? one, byte[]? other) => one.AsSpan().SequenceEqual(other);

    static bool IsAt(MediaFile file, MediaDescriptor at) => file.Media.DirectPath == at.DirectPath && file.Media.Id == at.Id;
}

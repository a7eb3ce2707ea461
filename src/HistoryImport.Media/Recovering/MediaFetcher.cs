using Microsoft.Extensions.Logging;

namespace HistoryImport.Media;

/// <summary>Fetches one file: claims it, has it handed out, verifies it, gives it to the sink, and says so.</summary>
sealed class MediaFetcher(
    FileDesk desk, IReadOnlyList<IMediaSource> sources, IMediaSink sink, TemporaryFiles temporary, HistoryMediaOptions options, TimeProvider time,
    Telemetry telemetry, ILogger<MediaFetcher> logger) : IDisposable
{
    // As much as padding, a mac and a phone that counts wrongly may add.
    const long Slack = 1024 * 1024;

    readonly SemaphoreSlim _turns = new(options.MaxInFlight);

    /// <summary>Fetches a file, if nobody else does.</summary>
    /// <returns>The file as it is then; <see langword="null"/> if it is gone.</returns>
    public async ValueTask<MediaFile?> FetchAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await Task.Delay(Jitter.Around(options.FetchGap), time, cancellationToken).ConfigureAwait(false);

            // What turns out not to be encrypted is fetched once more, as what it is.
            for (MediaFile? known = file; ;)
            {
                MediaFile? fetched = await FetchOnceAsync(connection, known, cancellationToken).ConfigureAwait(false);
                if (fetched is not { State: MediaState.Available, IsPlain: true } || known.IsPlain)
                {
                    return fetched;
                }

                known = fetched;
            }
        }
        finally
        {
            _turns.Release();
        }
    }

    public void Dispose() => _turns.Dispose();

    async ValueTask<MediaFile?> FetchOnceAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken)
    {
        MediaFile? mine = null;
        MediaFile? known = await desk.ChangeAsync(
            connection,
            file,
            one => mine = MediaRules.Claimed(one, time.GetUtcNow(), options.LeaseDuration) ?? one,
            cancellationToken).ConfigureAwait(false);
        if (known is not { State: MediaState.Fetching } || known.Version == file.Version || mine is null || known.Since != mine.Since)
        {
            return known;
        }

        long start = time.GetTimestamp();
        using var activity = telemetry.StartFetch();
        var lease = new FetchLease(desk, connection, known, options.LeaseDuration, time);
        await using (lease.ConfigureAwait(false))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost, cancellationToken);
            try
            {
                MediaFile? ended = await FetchClaimedAsync(connection, known, either.Token).ConfigureAwait(false);
                telemetry.Fetched(ended, time.GetElapsedTime(start));
                return ended;
            }
            catch (OperationCanceledException)
            {
                // Whoever comes next need not wait for the end of the claim.
                MediaFile? left = await desk.ChangeAsync(connection, known, one => MediaRules.GivenBack(one, time.GetUtcNow()), CancellationToken.None).ConfigureAwait(false);
                cancellationToken.ThrowIfCancellationRequested();
                return left;
            }
        }
    }

    async ValueTask<MediaFile?> FetchClaimedAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken)
    {
        var ends = new List<MediaReply>();
        foreach (IMediaSource source in sources.Where(source => source.Knows(file)))
        {
            MediaReply reply = await OpenAsync(source, connection, file, cancellationToken).ConfigureAwait(false);
            await using (reply.ConfigureAwait(false))
            {
                if (reply is { Status: MediaReplyStatus.Found, Content: not null })
                {
                    return await TakeAsync(connection, file, reply, cancellationToken).ConfigureAwait(false);
                }

                ends.Add(reply);
            }
        }

        // As long as one of them may have it, it is tried again.
        MediaReply? end = ends.Find(reply => reply.Status == MediaReplyStatus.Busy) ?? ends.Find(reply => reply.Status == MediaReplyStatus.Expired) ?? ends.FirstOrDefault();
        return await ChangeAsync(
            connection,
            file,
            (one, now) => end switch
            {
                null => MediaRules.Refused(one, file.Media, MediaReason.NoSource, now),
                { Status: MediaReplyStatus.Expired } => MediaRules.Expired(one, file.Media, end.Reason, now),
                { Status: MediaReplyStatus.Refused } => MediaRules.Refused(one, file.Media, end.Reason, now),
                _ => MediaRules.Busy(one, end.Reason, end.RetryAfter ?? Wait(one), now),
            }).ConfigureAwait(false);
    }

    async ValueTask<MediaReply> OpenAsync(IMediaSource source, ConnectionKey connection, MediaFile file, CancellationToken cancellationToken)
    {
        try
        {
            return await source.OpenAsync(connection, file, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // What a source of the host's says may quote an address.
            Log.SourceFailed(logger, connection, source.GetType().Name, error.GetType().Name);
            return new MediaReply(MediaReplyStatus.Busy, MediaReason.Unreachable);
        }
    }

    async ValueTask<MediaFile?> TakeAsync(ConnectionKey connection, MediaFile file, MediaReply reply, CancellationToken cancellationToken)
    {
        long most = file.Media.Size is > 0 and var size ? Math.Min(options.MaxBytes, size + size / 4) : options.MaxBytes;
        if (reply.Length > most + Slack)
        {
            var tooLong = new MediaVerdict(MediaReason.TooLarge, reply.Length.Value);
            return await ChangeAsync(connection, file, (one, now) => After(one, file, tooLong, now)).ConfigureAwait(false);
        }

        using TemporaryFile? part = OpenTemporary(connection);
        if (part is null)
        {
            return await LaterAsync(connection, file, MediaReason.SinkFailed).ConfigureAwait(false);
        }

        MediaVerdict verdict;
        try
        {
            verdict = await VerifyAsync(file, reply, most + Slack, part, cancellationToken).ConfigureAwait(false);
            await part.CloseAsync().ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The connection broke amid the file, or the disk is full: neither says anything about the file.
            if (!part.IsBroken)
            {
                return await LaterAsync(connection, file, MediaReason.Unreachable).ConfigureAwait(false);
            }

            Log.NoRoom(logger, connection, error.GetType().Name);
            return await LaterAsync(connection, file, MediaReason.SinkFailed).ConfigureAwait(false);
        }

        return verdict.IsVerified
            ? await StoreAsync(connection, file, new VerifiedMedia(file.Name, part.Path, verdict.Length) { MimeType = file.Media.MimeType }, cancellationToken).ConfigureAwait(false)
            : await ChangeAsync(connection, file, (one, now) => After(one, file, verdict, now)).ConfigureAwait(false);
    }

    TemporaryFile? OpenTemporary(ConnectionKey connection)
    {
        try
        {
            return temporary.Create();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Log.NoRoom(logger, connection, error.GetType().Name);
            return null;
        }
    }

    ValueTask<MediaFile?> LaterAsync(ConnectionKey connection, MediaFile file, MediaReason reason) =>
        ChangeAsync(connection, file, (one, now) => MediaRules.Busy(one, reason, Wait(one), now));

    static ValueTask<MediaVerdict> VerifyAsync(MediaFile file, MediaReply reply, long most, TemporaryFile part, CancellationToken cancellationToken)
    {
        bool isPlain = file.IsPlain || reply.IsPlain;
        var expected = new ExpectedMedia
        {
            Key = isPlain ? null : file.Media.Key,
            Use = MediaKeys.UseOf(file.Kind),
            Sha256 = file.Media.Sha256 ?? reply.Sha256,
            EncryptedSha256 = isPlain ? null : file.Media.EncryptedSha256,
            MaxBytes = most,
        };
        return new MediaDecryptor(expected).CopyAsync(reply.Content!, part.WriteAsync, cancellationToken);
    }

    async ValueTask<MediaFile?> StoreAsync(ConnectionKey connection, MediaFile file, VerifiedMedia media, CancellationToken cancellationToken)
    {
        try
        {
            await sink.StoreAsync(connection, media, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.SinkFailed(logger, connection, error.GetType().Name);
            return await LaterAsync(connection, file, MediaReason.SinkFailed).ConfigureAwait(false);
        }

        MediaFile? stored = await ChangeAsync(connection, file, (one, now) => MediaRules.Stored(one, media.Length, now)).ConfigureAwait(false);
        if (stored is null || stored.Name != file.Name)
        {
            // Erased meanwhile.
            await sink.RemoveAsync(connection, file.Name, CancellationToken.None).ConfigureAwait(false);
        }

        return stored;
    }

    MediaFile After(MediaFile one, MediaFile file, MediaVerdict verdict, DateTimeOffset now) => verdict switch
    {
        { IsPlain: true } => MediaRules.Plain(one, now),

        // Not larger than is allowed, but than its sender told: raising the limit is of no use.
        { Reason: MediaReason.TooLarge } when verdict.Length <= options.MaxBytes + Slack => MediaRules.Wrong(one, file.Media, MediaReason.WrongLength, Wait(one), now),
        { Reason: MediaReason.TooLarge or MediaReason.NothingToVerify } => MediaRules.Refused(one, file.Media, verdict.Reason, now),
        _ => MediaRules.Wrong(one, file.Media, verdict.Reason, Wait(one), now),
    };

    TimeSpan Wait(MediaFile file) => Jitter.Around(MediaRules.Backoff(file.Failures, options.RetryDelay));

    // What happened is told, also to whoever was cancelled meanwhile. Erased and asked for anew, it is another file.
    ValueTask<MediaFile?> ChangeAsync(ConnectionKey connection, MediaFile file, Func<MediaFile, DateTimeOffset, MediaFile> change) =>
        desk.ChangeAsync(connection, file, one => one.Name == file.Name ? change(one, time.GetUtcNow()) : one, CancellationToken.None);
}

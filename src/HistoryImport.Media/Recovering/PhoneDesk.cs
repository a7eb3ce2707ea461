using Microsoft.Extensions.Logging;

namespace HistoryImport.Media;

/// <summary>Asks phones for files, one after the other, and takes in what they answer.</summary>
sealed class PhoneDesk(
    FileDesk desk, MediaBudget budget, IMediaRequester? requester, HistoryMediaOptions options, TimeProvider time, Telemetry telemetry, ILogger<PhoneDesk> logger)
    : IMediaAnswers
{
    // How often the ledger is looked at, for answers that came to another instance.
    static readonly TimeSpan _look = TimeSpan.FromSeconds(1);

    readonly PhoneTurns _turns = new();

    /// <summary>Asks about a file, and waits for the answer.</summary>
    /// <returns>The file as it is then; <see langword="null"/> if it is gone.</returns>
    public async ValueTask<MediaFile?> AskAsync(ConnectionKey connection, MediaMessage message, MediaFile file, CancellationToken cancellationToken)
    {
        if (!PhoneRules.MayBeAsked(file, options.PhoneCooldown, time.GetUtcNow()))
        {
            return file;
        }

        if (requester is null || message.Key.Chat.Kind == JidKind.Newsletter)
        {
            return file;
        }

        MediaFile? asked;
        using (await _turns.EnterAsync(connection, Jitter.Around(options.PhoneGap), time, cancellationToken).ConfigureAwait(false))
        {
            if (!await budget.TryTakeRequestAsync(connection, message.Key.Chat, cancellationToken).ConfigureAwait(false))
            {
                return await ChangeAsync(connection, file, (one, now) => PhoneRules.MayBeAsked(one, options.PhoneCooldown, now)
                    ? MediaRules.To(one, MediaState.Pending, MediaReason.BudgetUsed, now) : one, cancellationToken).ConfigureAwait(false);
            }

            asked = await RequestAsync(connection, message, file, cancellationToken).ConfigureAwait(false);
        }

        return asked is null ? null : await WaitAsync(connection, asked, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask<bool> ReceiveAsync(ConnectionKey connection, MediaAnswer answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        ArgumentNullException.ThrowIfNull(answer);
        bool isKnown = false;
        foreach (MediaFile file in await desk.Ledger.FindByMessageAsync(connection, answer.MessageId, cancellationToken).ConfigureAwait(false))
        {
            if (IsAbout(file, answer) && Read(file, answer) is var (code, path))
            {
                isKnown = true;
                await ChangeAsync(
                    connection, file, (one, now) => IsAbout(one, answer) ? PhoneRules.Answered(one, code, path, now) : one, cancellationToken).ConfigureAwait(false);
                telemetry.Answered(code);
                _turns.Tell(connection, file.Id);
            }
        }

        return isKnown;
    }

    /// <summary>Ends the wait for an answer that did not come.</summary>
    public ValueTask<MediaFile?> SilentAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken) =>
        ChangeAsync(connection, file, PhoneRules.Silent, cancellationToken);

    async ValueTask<MediaFile?> RequestAsync(ConnectionKey connection, MediaMessage message, MediaFile file, CancellationToken cancellationToken)
    {
        // Noted first: an answer may come before the request is known to be sent.
        MediaFile? asked = await ChangeAsync(
            connection,
            file,
            (one, now) => PhoneRules.MayBeAsked(one, options.PhoneCooldown, now) ? PhoneRules.Asked(one, message.Key, options.PhoneTimeout, now) with { AskedChat = NamedChat(message) } : one,
            cancellationToken).ConfigureAwait(false);
        if (asked is not { State: MediaState.Requested } || asked.Requests == file.Requests)
        {
            return asked;
        }

        ReuploadStatus status = await SendAsync(connection, message, asked, cancellationToken).ConfigureAwait(false);
        telemetry.Asked(status);
        return status == ReuploadStatus.Requested ? asked : await ChangeAsync(
            connection,
            asked,
            (one, now) => one.AskedAt == asked.AskedAt
                ? PhoneRules.NotAsked(one, status == ReuploadStatus.NotReady ? MediaReason.PhoneAway : MediaReason.NoPhone, now)
                : one,
            cancellationToken).ConfigureAwait(false);
    }

    async ValueTask<ReuploadStatus> SendAsync(ConnectionKey connection, MediaMessage message, MediaFile file, CancellationToken cancellationToken)
    {
        byte[] key = file.Media.Key!;
        (byte[] ciphertext, byte[] iv) = RetryCipher.Request(key, message.Key.Id);
        var reupload = new MediaReupload
        {
            Connection = connection,
            Chat = message.WireChat ?? message.Key.Chat.Value,
            MessageId = message.Key.Id,
            FromMe = message.Key.FromMe,
            Participant = message.Key.Sender.IsNone ? null : message.Key.Sender.Value,
            MediaKey = key,
            Ciphertext = ciphertext,
            Iv = iv,
        };
        try
        {
            return await requester!.RequestAsync(reupload, cancellationToken).AsTask().WaitAsync(options.PhoneTimeout, time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            Log.RequesterFailed(logger, connection, error.GetType().Name);
            return ReuploadStatus.NotReady;
        }
    }

    async ValueTask<MediaFile?> WaitAsync(ConnectionKey connection, MediaFile file, CancellationToken cancellationToken)
    {
        MediaFile? known;
        try
        {
            while (true)
            {
                // Listened for before it is looked at: an answer may have come already.
                Task told = _turns.Told(connection, file.Id);
                known = await desk.FindAsync(connection, file.Id, cancellationToken).ConfigureAwait(false);
                if (known is not { State: MediaState.Requested } || time.GetUtcNow() >= known.DueAt)
                {
                    break;
                }

                await PhoneTurns.WaitAsync(told, _look, time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            // Whoever else waits looks for themselves, and nobody is listened for any longer.
            _turns.Tell(connection, file.Id);
        }

        return known is null ? null : await SilentAsync(connection, known, cancellationToken).ConfigureAwait(false);
    }

    // The answer names the chat as the phone was told it.
    static string NamedChat(MediaMessage message) => Jid.TryParse(message.WireChat, out Jid chat) ? chat.Value : message.Key.Chat.Value;

    // By the chat and the message that it was asked about: an id alone names nothing, and what was asked about a chat that is erased is forgotten.
    static bool IsAbout(MediaFile file, MediaAnswer answer) =>
        file.AskedId == answer.MessageId && Jid.TryParse(answer.Chat, out Jid chat) && file.AskedChat == chat.Value;

    static (int Code, string? Path)? Read(MediaFile file, MediaAnswer answer)
    {
        if (answer.Ciphertext.IsEmpty)
        {
            return answer.Code is { } code ? (code, answer.DirectPath) : null;
        }

        return MediaKeys.CanBe(file.Media.Key)
            && RetryCipher.Answer(file.Media.Key!, answer.MessageId, answer.Ciphertext.Span, answer.Iv.Span) is { } message
                ? (message.Result, message.DirectPath)
                : null;
    }

    ValueTask<MediaFile?> ChangeAsync(
        ConnectionKey connection, MediaFile file, Func<MediaFile, DateTimeOffset, MediaFile> change, CancellationToken cancellationToken) =>
        desk.ChangeAsync(connection, file, one => change(one, time.GetUtcNow()), cancellationToken);
}

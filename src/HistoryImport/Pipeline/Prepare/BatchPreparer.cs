namespace HistoryImport;

/// <summary>The second loop's work on one batch: learn who is who, normalise, filter.</summary>
/// <param name="connection">The connection.</param>
/// <param name="ledger">Who is who.</param>
/// <param name="guard">Keeps out what was erased.</param>
/// <param name="normaliser">Gives messages their keys, and turns away what is not wanted.</param>
/// <param name="isForChats">Whether some chats are asked for. What names none is then for another run, but for media that may be for them.</param>
/// <param name="resting">How long what was offered rests.</param>
/// <param name="heard">Hears of every entry of the wanted chats and how it spells the chat, whatever becomes of it; <see langword="null"/> if nobody wants to.</param>
sealed class BatchPreparer(
    ConnectionKey connection, JoinLedger ledger, ErasureGuard guard, MessageNormaliser normaliser, bool isForChats, RestRule resting,
    Action<HistoryMessage, string>? heard)
{
    public async ValueTask<PreparedBatch> PrepareAsync(CacheBatch batch, ImportPass pass, CancellationToken cancellationToken)
    {
        int read = batch.Messages.Count;
        (batch, IReadOnlyList<long> dropped, Sieve sieve) = await guard.SiftAsync(connection, batch, cancellationToken).ConfigureAwait(false);
        long erased = read - batch.Messages.Count;
        batch = isForChats ? WithoutHomeless(batch) : batch;
        IReadOnlyList<JidJoin> joins = await LearnAsync(batch, cancellationToken).ConfigureAwait(false);
        var folder = new BatchFolder(batch.Messages.Count);
        var problems = new List<ImportProblem>();
        var filteredBy = new Dictionary<string, long>();
        var waiting = new List<CachedMessage>();
        foreach ((long entryId, DecodeProblem problem) in batch.Problems)
        {
            folder.AddDone(entryId);
            problems.Add(new ImportProblem(batch.Source, problem.Position, null, problem.Reason) { Unit = problem.Unit, IsKept = problem.IsKept });
        }

        foreach (long entryId in dropped)
        {
            folder.AddDone(entryId);
        }

        if (erased > 0)
        {
            filteredBy[FilterReasons.Erased] = erased;
        }

        foreach (CachedMessage cached in batch.Messages)
        {
            Verdict verdict = normaliser.Normalise(cached.Message, pass);
            if (verdict.WantedChat is { } wanted)
            {
                heard?.Invoke(cached.Message, wanted);
            }

            switch (verdict.Kind)
            {
                case VerdictKind.Wanted:
                    folder.Add(verdict.Item!, cached, resting.Of(verdict.Item!, pass));
                    break;
                case VerdictKind.Waits:
                    waiting.Add(cached);
                    break;
                case VerdictKind.Invalid:
                    problems.Add(ProblemOf(batch, cached.Message, verdict.Reason));
                    folder.AddDone(cached.EntryId);
                    break;
                default:
                    filteredBy[verdict.Reason] = filteredBy.GetValueOrDefault(verdict.Reason) + 1;
                    if (verdict.Kind == VerdictKind.Noise)
                    {
                        folder.AddDone(cached.EntryId);
                    }

                    break;
            }
        }

        foreach (CachedName name in batch.Names)
        {
            folder.AddName(name.EntryId);
        }

        // What is kept is among the messages, or never was one.
        int kept = batch.Problems.Count(cached => cached.Problem.IsKept);
        return new PreparedBatch
        {
            Folder = folder,
            Names = NamesOf(batch),
            Joins = joins,
            Problems = problems,
            FilteredBy = filteredBy,
            Waiting = waiting,
            Erasures = sieve.Number,
            Source = batch.Source,
            Read = erased + batch.Messages.Count + batch.Problems.Count - kept,
            Invalid = problems.Count - kept,
        };
    }

    /// <summary>Tells of entries, and does nothing else with them.</summary>
    public async ValueTask HearAsync(CacheBatch batch, CancellationToken cancellationToken)
    {
        (batch, _, _) = await guard.SiftAsync(connection, batch, cancellationToken).ConfigureAwait(false);
        await ledger.JoinAsync(await LearnAsync(batch, cancellationToken).ConfigureAwait(false), cancellationToken).ConfigureAwait(false);
        foreach (CachedMessage cached in batch.Messages)
        {
            if (normaliser.Normalise(cached.Message).WantedChat is { } wanted)
            {
                heard?.Invoke(cached.Message, wanted);
            }
        }
    }

    // A problem with an entry of its own is one of a set, which names no chat; the others are about entries of the chats.
    static CacheBatch WithoutHomeless(CacheBatch batch) => batch with
    {
        Messages = [.. batch.Messages.Where(cached => cached.Message.Amendment is { Kind: AmendmentKind.FollowUp } || Jid.TryParse(cached.Message.Chat, out _))],
        Problems = [.. batch.Problems.Where(cached => cached.EntryId == 0)],
    };

    ValueTask<IReadOnlyList<JidJoin>> LearnAsync(CacheBatch batch, CancellationToken cancellationToken)
    {
        var account = new HashSet<Jid>(batch.Account);
        foreach (CachedMessage cached in batch.Messages)
        {
            if (ClaimCollector.OwnJid(cached.Message) is { } own)
            {
                account.Add(own);
            }
        }

        return ledger.LearnAsync(batch, account, cancellationToken);
    }

    List<HistoryName> NamesOf(CacheBatch batch)
    {
        var names = new HashSet<HistoryName>();
        foreach (CachedName cached in batch.Names)
        {
            if (PersonName.IsOne(cached.Name.Name) && !WireText.IsTooLong(cached.Name.Name))
            {
                names.Add(cached.Name with { Jid = ledger.Identities.Canonical(cached.Name.Jid), Name = WireText.Clean(cached.Name.Name) });
            }
        }

        return [.. names];
    }

    static ImportProblem ProblemOf(CacheBatch batch, HistoryMessage message, string reason) =>
        new(batch.Source, message.Position, WireIds.IsValid(message.Id) ? message.Id : null, reason);
}

namespace HistoryImport;

/// <summary>The second loop's work on one batch: learn who is who, normalise, filter.</summary>
/// <param name="request">What is wanted.</param>
/// <param name="services">What to work with.</param>
/// <param name="aliases">Who is known to be who.</param>
/// <param name="known">Hears of every message of the chat; <see langword="null"/> unless the phone may be asked for more.</param>
sealed class BatchPreparer(ImportRequest request, ImportServices services, AliasSet aliases, KnownMessages? known)
{
    readonly IdentityGraph _identities = new(aliases);
    readonly HashSet<JidClaim> _claims = [.. aliases.Claims];
    readonly HashSet<Jid> _account = [.. aliases.Account];
    MessageNormaliser? _normaliser;

    public IdentityGraph Identities => _identities;

    /// <summary>How many claims are joined once everything prepared so far is written.</summary>
    public int ClaimCount => _claims.Count;

    MessageNormaliser Normaliser => _normaliser ??= new MessageNormaliser(_identities, new MessageFilter(request, services.Options, _identities));

    public async ValueTask<PreparedBatch> PrepareAsync(CacheBatch batch, CancellationToken cancellationToken)
    {
        IReadOnlyList<JidJoin> joins = await LearnAsync(batch, cancellationToken).ConfigureAwait(false);
        var folder = new BatchFolder(batch.Messages.Count);
        var problems = new List<ImportProblem>();
        var filteredBy = new Dictionary<string, long>();
        foreach (DecodeProblem problem in batch.Problems)
        {
            problems.Add(new ImportProblem(batch.Source, problem.Position, null, problem.Reason) { IsKept = problem.IsKept });
        }

        foreach (CachedMessage cached in batch.Messages)
        {
            Verdict verdict = Normaliser.Normalise(cached.Message);
            if (verdict.IsOfChat)
            {
                known?.Add(cached.Message);
            }

            switch (verdict.Kind)
            {
                case VerdictKind.Wanted:
                    folder.Add(verdict.Item!, cached);
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
        int kept = batch.Problems.Count(problem => problem.IsKept);
        return new PreparedBatch
        {
            Folder = folder,
            Names = NamesOf(batch),
            Joins = joins,
            Problems = problems,
            FilteredBy = filteredBy,
            Source = batch.Source,
            Read = batch.Messages.Count + batch.Problems.Count - kept,
            Invalid = problems.Count - kept,
        };
    }

    /// <summary>Takes in who is who, as it was kept since.</summary>
    /// <returns>The joins that bring rows and entries written before to it.</returns>
    public IReadOnlyList<JidJoin> Learn(AliasSet learned)
    {
        foreach (Jid own in learned.Account)
        {
            _account.Add(own);
            _identities.AddOwn(own);
        }

        var grown = new HashSet<Jid>();
        foreach (JidClaim claim in learned.Claims)
        {
            _claims.Add(claim);
            if (_identities.Add(claim))
            {
                grown.Add(claim.Lid);
            }
        }

        return [.. grown.SelectMany(_identities.JoinsOf).Distinct()];
    }

    /// <summary>Takes in what the batch says of who is who, durably, before anything is keyed by it.</summary>
    async ValueTask<IReadOnlyList<JidJoin>> LearnAsync(CacheBatch batch, CancellationToken cancellationToken)
    {
        var claims = new HashSet<JidClaim>(batch.Claims);
        var account = new HashSet<Jid>();
        foreach (CachedMessage cached in batch.Messages)
        {
            ClaimCollector.Collect(cached.Message, claims, account);
        }

        claims.ExceptWith(_claims);
        account.ExceptWith(_account);
        if (claims.Count == 0 && account.Count == 0)
        {
            return [];
        }

        var learned = new AliasSet { Claims = [.. claims], Account = [.. account] };
        await services.Cache.AddAliasesAsync(request.Connection, learned, cancellationToken).ConfigureAwait(false);
        return Learn(learned);
    }

    List<HistoryName> NamesOf(CacheBatch batch)
    {
        var names = new HashSet<HistoryName>();
        foreach (CachedName cached in batch.Names)
        {
            if (!string.IsNullOrEmpty(cached.Name.Name) && !WireText.IsTooLong(cached.Name.Name))
            {
                names.Add(cached.Name with { Jid = _identities.Canonical(cached.Name.Jid), Name = WireText.Clean(cached.Name.Name) });
            }
        }

        return [.. names];
    }

    static ImportProblem ProblemOf(CacheBatch batch, HistoryMessage message, string reason) =>
        new(batch.Source, message.Position, WireIds.IsValid(message.Id) ? message.Id : null, reason);
}

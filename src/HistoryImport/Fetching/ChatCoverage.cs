namespace HistoryImport;

/// <summary>What is known of one chat's history: stretches without a known gap, oldest first, each but the first with a gap before it.</summary>
sealed record ChatCoverage(IReadOnlyList<Stretch> Stretches)
{
    const int MaxStretches = 12;

    public static ChatCoverage Nothing { get; } = new([]);

    Stretch? Newest => Stretches.Count > 0 ? Stretches[^1] : null;

    /// <summary>Adds what came in one piece; it merges with what it meets.</summary>
    /// <remarks>Where it reaches farther back than what it meets, the gap before that is now before it.</remarks>
    /// <param name="added">The piece.</param>
    /// <param name="isFarther">Whether its oldest entry lies before a known one of the same second.</param>
    public ChatCoverage Add(Stretch added, bool isFarther = false)
    {
        Stretch[] met = [.. Stretches.Where(known => Meet(known, added))];
        if (met.Length == 0)
        {
            return Of(Stretches.Append(added));
        }

        Stretch oldest = met[0];
        bool isOldest = added.From < oldest.From || (added.From == oldest.From && isFarther);
        Stretch merged = (isOldest ? added : oldest) with
        {
            To = Math.Max(added.To, met[^1].To),
            Heard = Stretch.Greatest(added.Heard, met[^1].Heard),
            Message = met.Aggregate(added.Message, (least, known) => Stretch.Least(least, known.Message)),
            Gap = isOldest && oldest.Gap == 0 ? added.Gap : oldest.Gap,
        };
        merged = merged.Numbered(met[^1], added);
        return Of(Stretches.Except(met).Append(merged));
    }

    /// <summary>Adds what a piece of WhatsApp's history, or an answer nobody waited for, holds of the chat.</summary>
    /// <remarks>WhatsApp sends the newest first, so a piece continues what is newer than itself, unless numbers between the two are missing.</remarks>
    public ChatCoverage AddDelivery(Stretch added)
    {
        Stretch? older = Stretches.LastOrDefault(known => known.From <= added.To);
        Stretch? newer = Stretches.FirstOrDefault(known => known.From > added.To);
        if (older?.Last() >= added.To)
        {
            return Add(added);
        }

        int after = newer is null || newer.Gap == (int)GapCause.Downtime ? newer?.Gap ?? 0 : AreApart(newer, added) ? (int)GapCause.ChunksMissing : 0;
        int before = older is null ? 0
            : newer is null ? (IsContinuedBy(added, older) ? 0 : (int)GapCause.DeliveryEnded)
            : newer.Gap == (int)GapCause.ChunksMissing && IsContinuedBy(added, older) ? 0 : newer.Gap;
        return new ChatCoverage([.. Stretches.Select(known => ReferenceEquals(known, newer) ? known with { Gap = after } : known)])
            .Add(added with { Gap = before });
    }

    /// <summary>Adds a page that was asked for before a known entry, and reaches up to it.</summary>
    /// <param name="page">From when to when its entries reach.</param>
    /// <param name="before">The time of that entry, Unix seconds.</param>
    /// <param name="isFarther">Whether its oldest entry lies before a known one of the same second.</param>
    public ChatCoverage AddPage(Stretch page, long before, bool isFarther = false) =>
        Add(page with { To = before, Gap = (int)GapCause.DeliveryEnded, IsPage = true }, isFarther);

    /// <summary>Adds live entries that had been sent while nothing was received.</summary>
    /// <param name="added">The entries.</param>
    /// <param name="awaySince">When the last was received before, Unix seconds.</param>
    /// <returns>The same if that is known already.</returns>
    public ChatCoverage AddAfterDowntime(Stretch added, long awaySince)
    {
        if (Newest is not { } newest)
        {
            return Of([added with { Gap = (int)GapCause.Downtime }]);
        }

        bool isKnown = newest.Gap == (int)GapCause.Downtime && newest.From > awaySince;
        if (added.From > newest.Last())
        {
            // Once for each downtime: what came later in it belongs to the newest stretch as all that is received does.
            return isKnown
                ? this
                : Of([.. Stretches.SkipLast(1), newest with { Heard = Math.Clamp(awaySince, newest.From, added.From - 1) }, added with { Gap = (int)GapCause.Downtime }]);
        }

        return isKnown && added.From < newest.From && !Stretches.SkipLast(1).Any(older => older.Last() >= added.From)
            ? Of(Stretches.SkipLast(1).Append(added with { To = Math.Max(added.To, newest.To), Gap = newest.Gap }))
            : this;
    }

    /// <summary>Takes the union with what is known of the chat under another JID.</summary>
    public ChatCoverage Union(ChatCoverage other) => other.Stretches.Aggregate(this, (union, stretch) => union.Add(stretch));

    /// <summary>Notes why the gap before a moment stays, or that there is none.</summary>
    public ChatCoverage Mark(long from, GapCause cause) => Of(Stretches.Select(known => known.From == from ? known with { Gap = (int)cause } : known));

    /// <summary>Gets the stretch in which a moment lies.</summary>
    public Stretch? At(long moment) => Stretches.LastOrDefault(known => known.From <= moment);

    /// <summary>Gets the stretch before another.</summary>
    public Stretch? Before(Stretch stretch) => Stretches.LastOrDefault(known => known.From < stretch.From);

    /// <summary>Drops the gaps between numbered pieces when all numbers in between have come.</summary>
    public ChatCoverage Without(ChunkLog chunks) => Of(Stretches.Select((known, i) =>
        i > 0 && known.Gap == (int)GapCause.ChunksMissing && chunks.HasAllBetween(Stretches[i - 1], known) ? known with { Gap = 0 } : known));

    static ChatCoverage Of(IEnumerable<Stretch> stretches)
    {
        var joined = new List<Stretch>();
        foreach (Stretch stretch in stretches.OrderBy(stretch => stretch.From))
        {
            if (joined.Count > 0 && stretch.Gap == 0)
            {
                Stretch merged = joined[^1] with { To = stretch.To, Heard = stretch.Heard, Message = Stretch.Least(joined[^1].Message, stretch.Message) };
                joined[^1] = merged.Numbered(stretch, joined[^1]);
            }
            else
            {
                joined.Add(stretch);
            }
        }

        // What is forgotten counts as a gap, never as known.
        return new ChatCoverage([.. joined.TakeLast(MaxStretches)]);
    }

    static bool Meet(Stretch one, Stretch other) => one.From <= other.Last() && other.From <= one.Last();

    // Numbers rise towards the past. A number that comes again belongs to another pairing.
    static bool IsContinuedBy(Stretch newer, Stretch older) =>
        newer.Type is not null && newer.Type == older.Type && !(newer.LastChunk >= older.FirstChunk) && !AreApart(newer, older);

    // Without numbers nothing proves that a piece between them is missing.
    static bool AreApart(Stretch one, Stretch other) =>
        one.Type == other.Type && one is { FirstChunk: { } first, LastChunk: { } last } && other is { FirstChunk: { } otherFirst, LastChunk: { } otherLast }
        && (otherFirst > last + 1 || first > otherLast + 1);
}

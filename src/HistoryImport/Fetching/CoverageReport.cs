namespace HistoryImport;

/// <summary>Puts what is known of a chat into the words of a result.</summary>
static class CoverageReport
{
    public static HistoryCoverage Of(ChatCoverage coverage, KnownMessages known, ImportRequest request, EndOfHistory? end)
    {
        long? since = request.Since?.ToUnixTimeSeconds();
        long until = request.Until?.ToUnixTimeSeconds() ?? long.MaxValue;
        bool isAllThereIs = end == EndOfHistory.Exhausted;
        List<Stretch> stretches = WithRows(coverage, known);
        if (stretches.Count == 0)
        {
            return new HistoryCoverage { IsWhole = isAllThereIs };
        }

        var spans = new List<HistorySpan>();
        var gaps = new List<HistoryGap>();
        if (!isAllThereIs && !(stretches[0].From <= since))
        {
            GapCause cause = end is EndOfHistory.PhoneOnly or EndOfHistory.NoAccess ? GapCause.HeldBack : GapCause.NotReached;
            gaps.Add(new HistoryGap(request.Since, Moment(Math.Min(stretches[0].From, until)), cause));
        }

        for (int i = 0; i < stretches.Count; i++)
        {
            Stretch stretch = stretches[i];
            if (i > 0 && !(stretch.From <= since) && stretches[i - 1].Last() < until)
            {
                long from = Stretch.Greatest(stretches[i - 1].Last(), since)!.Value;
                gaps.Add(new HistoryGap(Moment(from), Moment(Math.Min(stretch.From, until)), CauseOf(stretch)));
            }

            if (!(stretch.Last() < since) && stretch.From <= until)
            {
                long? from = i == 0 && isAllThereIs ? since : Stretch.Greatest(stretch.From, since);
                spans.Add(new HistorySpan(from is { } first ? Moment(first) : null, Moment(Math.Min(stretch.Last(), until))));
            }
        }

        return new HistoryCoverage { Spans = spans, Gaps = gaps, IsWhole = gaps.Count == 0 };
    }

    // What lies in the store was received, too, though nobody noted when; what was received after all that is noted hangs on to it.
    static List<Stretch> WithRows(ChatCoverage coverage, KnownMessages known)
    {
        List<Stretch> stretches = [.. coverage.Stretches];
        if (known is not { Oldest: { } oldest, Newest: { } newest })
        {
            return stretches;
        }

        if (stretches.Count == 0)
        {
            return [new Stretch { From = oldest, To = newest }];
        }

        stretches[^1] = stretches[^1] with { To = Math.Max(stretches[^1].To, newest) };
        if (oldest < stretches[0].From)
        {
            if (stretches[0].Gap == 0)
            {
                stretches[0] = stretches[0] with { From = oldest };
            }
            else
            {
                stretches.Insert(0, new Stretch { From = oldest, To = oldest });
            }
        }

        return stretches;
    }

    // A newer version may know more of them.
    static GapCause CauseOf(Stretch stretch) => Enum.IsDefined((GapCause)stretch.Gap) ? (GapCause)stretch.Gap : GapCause.Unknown;

    static DateTimeOffset Moment(long seconds) =>
        DateTimeOffset.FromUnixTimeSeconds(Math.Clamp(seconds, DateTimeOffset.MinValue.ToUnixTimeSeconds(), DateTimeOffset.MaxValue.ToUnixTimeSeconds()));
}

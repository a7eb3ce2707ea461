namespace HistoryImport;

/// <summary>A time of one chat without a known gap, as it lies in the state store.</summary>
/// <remarks>Enumerations are numbers here, so that what another version writes stays readable.</remarks>
sealed record Stretch
{
    /// <summary>The time of its oldest entry, Unix seconds.</summary>
    public long From { get; init; }

    /// <summary>The time of its newest recorded entry. What is received after the newest stretch belongs to it without being recorded.</summary>
    public long To { get; init; }

    /// <summary>Up to when whatever came was received after that, if a downtime ended it; Unix seconds.</summary>
    public long? Heard { get; init; }

    /// <summary>The oldest entry's chat as the phone spells it; <see langword="null"/> if nothing can be asked before it.</summary>
    public string? Chat { get; init; }

    /// <summary>The oldest entry's id.</summary>
    public string? Id { get; init; }

    /// <summary>Whether our own account sent the oldest entry.</summary>
    public bool FromMe { get; init; }

    /// <summary>Whether its oldest entry came with a page the phone was asked for, so that nothing before what was known then was left out.</summary>
    public bool IsPage { get; init; }

    /// <summary>The time of its oldest message, if it has any: what is older is a note, a call or a change of another.</summary>
    public long? Message { get; init; }

    /// <summary>What proves that something may be missing right before it, as a <see cref="GapCause"/>; 0 if nothing does.</summary>
    public int Gap { get; init; }

    /// <summary>The kind of history it came with, as a <see cref="HistorySyncType"/>, if its pieces are numbered.</summary>
    public int? Type { get; init; }

    /// <summary>The least number among its pieces.</summary>
    public long? FirstChunk { get; init; }

    /// <summary>The greatest number among its pieces.</summary>
    public long? LastChunk { get; init; }

    /// <summary>The entry before which the phone can be asked for what is missing.</summary>
    public MessageAnchor? Anchor() => Chat is not null && WireIds.IsValid(Id) ? new MessageAnchor(Chat, Id!, FromMe, From) : null;

    /// <summary>Gets the last moment that belongs to it.</summary>
    public long Last() => Math.Max(To, Heard ?? To);

    /// <summary>Gives it the numbers of the two it was made of; where they are of two kinds, those of the first that has any.</summary>
    public Stretch Numbered(Stretch first, Stretch second)
    {
        Stretch numbered = first.Type is null ? second : first;
        return this with
        {
            Type = numbered.Type,
            FirstChunk = first.Type == second.Type ? Least(first.FirstChunk, second.FirstChunk) : numbered.FirstChunk,
            LastChunk = first.Type == second.Type ? Greatest(first.LastChunk, second.LastChunk) : numbered.LastChunk,
        };
    }

    public static long? Least(long? one, long? other) => one is null || other < one ? other : one;

    public static long? Greatest(long? one, long? other) => one is null || other > one ? other : one;

    /// <inheritdoc/>
    public override string ToString() => $"{nameof(Stretch)} {{ {nameof(Gap)} = {(GapCause)Gap} }}";
}

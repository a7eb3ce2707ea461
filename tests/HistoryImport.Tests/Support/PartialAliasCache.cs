namespace HistoryImport.Tests.Support;

/// <summary>Tells of the persons that are asked about and of no others, as a database does; and counts what it is asked.</summary>
sealed class PartialAliasCache(IMessageCache inner) : DelegatingMessageCache(inner)
{
    /// <summary>How often everything was read.</summary>
    public int ReadWhole { get; private set; }

    /// <summary>How often something was learned.</summary>
    public int Learned { get; private set; }

    /// <summary>Called before persons are looked up, with how many times that was done before.</summary>
    public Func<int, Task>? BeforeFind { get; set; }

    /// <summary>What it says the version is, if not what the inner cache says.</summary>
    public long? Version { get; set; }

    int _found;

    public override async ValueTask<AliasSet> FindAliasesAsync(
        ConnectionKey connection, IReadOnlyCollection<Jid> jids, CancellationToken cancellationToken = default)
    {
        await (BeforeFind?.Invoke(_found++) ?? Task.CompletedTask);
        AliasSet all = await Inner.FindAliasesAsync(connection, jids, cancellationToken);
        HashSet<Jid> met = [.. jids];
        while (all.Claims.Any(claim => met.Contains(claim.Lid) != met.Contains(claim.Number)))
        {
            met.UnionWith(all.Claims.Where(claim => met.Contains(claim.Lid) || met.Contains(claim.Number)).SelectMany(claim => new[] { claim.Lid, claim.Number }).ToArray());
        }

        return all with { Claims = [.. all.Claims.Where(claim => met.Contains(claim.Lid))], IsPart = true, Version = Version ?? all.Version };
    }

    public override ValueTask<AliasSet> GetAliasesAsync(ConnectionKey connection, CancellationToken cancellationToken = default)
    {
        ReadWhole++;
        return base.GetAliasesAsync(connection, cancellationToken);
    }

    public override ValueTask AddAliasesAsync(ConnectionKey connection, AliasSet aliases, CancellationToken cancellationToken = default)
    {
        Learned++;
        return base.AddAliasesAsync(connection, aliases, cancellationToken);
    }
}

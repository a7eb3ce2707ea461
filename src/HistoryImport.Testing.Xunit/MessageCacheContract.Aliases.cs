namespace HistoryImport.Testing.Xunit;

public abstract partial class MessageCacheContract
{
    [Fact]
    public async Task GetAliasesAsync_Nothing_IsEmpty() => Assert.True((await Cache.GetAliasesAsync(Some.Connection)).IsEmpty);

    [Fact]
    public async Task AddAliasesAsync_Repeated_IsKeptOnce()
    {
        JidClaim[] claims = [new(Some.Lid(1), Some.Number(1)), new(Some.Lid(1), Some.Number(2)), new(Some.Lid(2), Some.Number(1))];
        await Cache.AddAliasesAsync(Some.Connection, new AliasSet { Claims = claims, Account = [Some.Number(9)] });
        await Cache.AddAliasesAsync(Some.Connection, new AliasSet { Claims = claims[..1], Account = [Some.Number(9), Some.Lid(9)] });
        AliasSet aliases = await Cache.GetAliasesAsync(Some.Connection);

        Assert.Equal(3, aliases.Claims.Count);
        Assert.Equal(claims.ToHashSet(), aliases.Claims.ToHashSet());
        Assert.Equal(2, aliases.Account.Count);
        Assert.Equal([Some.Number(9), Some.Lid(9)], aliases.Account.ToHashSet());
        Assert.True((await Cache.GetAliasesAsync(OtherConnection)).IsEmpty);
        Assert.Equal([Some.Number(9), Some.Lid(9)], (await Cache.GetAccountAsync(Some.Connection)).ToHashSet());
        Assert.Empty(await Cache.GetAccountAsync(OtherConnection));
    }

    [Fact]
    public async Task FindAliasesAsync_SomePersons_GivesEveryClaimThatLeadsToThemAndTheAccount()
    {
        JidClaim[] chain = [new(Some.Lid(1), Some.Number(1)), new(Some.Lid(2), Some.Number(1)), new(Some.Lid(2), Some.Number(2))];
        await Cache.AddAliasesAsync(Some.Connection, new AliasSet { Claims = [.. chain, new JidClaim(Some.Lid(7), Some.Number(7))], Account = [Some.Number(9)] });
        foreach (Jid end in (Jid[])[Some.Lid(1), Some.Number(1), Some.Number(2)])
        {
            AliasSet found = await Cache.FindAliasesAsync(Some.Connection, [end, Some.Group, Some.Number(8)]);
            Assert.Superset(chain.ToHashSet(), found.Claims.ToHashSet());
            Assert.Equal([Some.Number(9)], found.Account);
            Assert.True(found.IsPart || found.Claims.Count == 4);
        }

        Assert.Equal([Some.Number(9)], (await Cache.FindAliasesAsync(Some.Connection, [])).Account);
        Assert.True((await Cache.FindAliasesAsync(OtherConnection, [Some.Lid(1)])).IsEmpty);
    }

    [Fact]
    public async Task FindAliasesAsync_Version_RisesWithWhatIsLearnedAndWithNothingElse()
    {
        var claim = new JidClaim(Some.Lid(1), Some.Number(1));
        var versions = new List<long>();
        foreach (Func<ValueTask> learn in (Func<ValueTask>[])
            [
                () => ValueTask.CompletedTask,
                () => Cache.AddAliasesAsync(Some.Connection, new AliasSet { Claims = [claim] }),
                () => Cache.AddAliasesAsync(Some.Connection, new AliasSet { Claims = [claim] }),
                () => Cache.AppendAsync(Some.Connection, new HistorySet { Account = [Some.Number(9)], Claims = [claim] }),
                () => Cache.AppendAsync(Some.Connection, new HistorySet { Account = [Some.Number(9)], Messages = [Some.Message()] }),
                () => Cache.AddAliasesAsync(OtherConnection, new AliasSet { Claims = [claim] }),
            ])
        {
            await learn();
            versions.Add((await Cache.FindAliasesAsync(Some.Connection, [Some.Lid(1)])).Version);
        }

        Assert.Equal(0, versions[0]);
        Assert.True(versions[1] > 0);
        Assert.Equal(versions[1], versions[2]);
        Assert.True(versions[3] > versions[2]);
        Assert.Equal([versions[3], versions[3]], versions[4..]);
    }

    [Fact]
    public async Task AppendAsync_AnotherAccount_IsRefusedWhole()
    {
        await Cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message("A")], Account = [Some.Number(8)] });
        HistoryStorageException refusal = await Assert.ThrowsAsync<HistoryStorageException>(async () =>
            await Cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message("B")], Account = [Some.Number(9)] }));

        Assert.Contains("ForgetAsync", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Some.Number(9).User, refusal.Message, StringComparison.Ordinal);
        Assert.False(refusal.IsTransient);
        Assert.Equal("A", await IdsAsync());
    }

    [Theory]
    [InlineData(8, 9)]
    [InlineData(9, 8)]
    public async Task AppendAsync_OneJidTheSameAndTheOtherNot_IsRefused(int number, int lid)
    {
        await Cache.AppendAsync(Some.Connection, new HistorySet { Account = [Some.Number(8), Some.Lid(8)] });
        HistoryStorageException refusal = await Assert.ThrowsAsync<HistoryStorageException>(async () =>
            await Cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message("B")], Account = [Some.Number(number), Some.Lid(lid)] }));

        Assert.Equal(CacheRefusal.OtherAccount().Message, refusal.Message);
        Assert.Equal("", await IdsAsync());
        Assert.Equal([Some.Number(8), Some.Lid(8)], (await Cache.GetAliasesAsync(Some.Connection)).Account.ToHashSet());
    }

    [Fact]
    public async Task AppendAsync_OneOfSeveralSpellings_IsAccepted()
    {
        await Cache.AppendAsync(Some.Connection, new HistorySet { Account = [Some.Number(8), Some.Number(9)] });
        await Cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message("A")], Account = [Some.Number(9)] });

        Assert.Equal("A", await IdsAsync());
    }

    [Fact]
    public async Task AppendAsync_AccountToldByAliases_IsComparedToo()
    {
        await Cache.AddAliasesAsync(Some.Connection, new AliasSet { Account = [Some.Lid(8)] });

        await Assert.ThrowsAsync<HistoryStorageException>(async () => await Cache.AppendAsync(Some.Connection, new HistorySet { Account = [Some.Lid(9)] }));
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("same")]
    [InlineData("other kind")]
    [InlineData("claimed")]
    public async Task AppendAsync_AccountThatMayBeTheSame_IsAccepted(string account)
    {
        await Cache.AddAliasesAsync(
            Some.Connection, new AliasSet { Claims = [new JidClaim(Some.Lid(8), Some.Number(8)), new JidClaim(Some.Lid(8), Some.Number(7))], Account = [Some.Number(8)] });
        Jid[] told = account switch
        {
            "same" => [Some.Number(8)],
            "other kind" => [Some.Lid(1)],
            "claimed" => [Some.Number(7)],
            _ => [],
        };
        await Cache.AppendAsync(Some.Connection, new HistorySet { Messages = [Some.Message("A")], Account = told });

        Assert.Equal("A", await IdsAsync());
    }

    [Fact]
    public async Task AppendAsync_AnotherAccountOnAnotherConnection_IsAccepted()
    {
        await Cache.AppendAsync(Some.Connection, new HistorySet { Account = [Some.Number(8)] });
        await Cache.AppendAsync(OtherConnection, new HistorySet { Messages = [Some.Message("B")], Account = [Some.Number(9)] });

        Assert.Equal("B", await IdsAsync(Query(OtherConnection)));
    }

    [Fact]
    public async Task ForgetAliasesAsync_SomePersons_ForgetsEveryClaimThatNamesOne()
    {
        JidClaim[] claims = [new(Some.Lid(1), Some.Number(1)), new(Some.Lid(2), Some.Number(1)), new(Some.Lid(2), Some.Number(2)), new(Some.Lid(3), Some.Number(3))];
        await Cache.AddAliasesAsync(Some.Connection, new AliasSet { Claims = claims, Account = [Some.Number(9)] });
        await Cache.AddAliasesAsync(OtherConnection, new AliasSet { Claims = claims });

        Assert.SkipUnless(await Cache.ForgetAliasesAsync(Some.Connection, [Some.Number(1)]), "The cache does not support: forgetting who is who.");

        Assert.Equal(claims[2..].ToHashSet(), (await Cache.GetAliasesAsync(Some.Connection)).Claims.ToHashSet());
        await Cache.ForgetAliasesAsync(Some.Connection, [Some.Lid(3), Some.Lid(2)]);
        AliasSet left = await Cache.GetAliasesAsync(Some.Connection);
        Assert.Empty(left.Claims);
        Assert.Equal([Some.Number(9)], left.Account);
        Assert.Equal(4, (await Cache.GetAliasesAsync(OtherConnection)).Claims.Count);
    }

    [Fact]
    public async Task FindAliasesAsync_AnotherConnectionKnowsMore_GivesNothingOfIt()
    {
        JidClaim[] own = [new(Some.Lid(1), Some.Number(1)), new(Some.Lid(2), Some.Number(1))];
        await Cache.AddAliasesAsync(Some.Connection, new AliasSet { Claims = own });
        await Cache.AddAliasesAsync(
            OtherConnection, new AliasSet { Claims = [new(Some.Lid(1), Some.Number(5)), new(Some.Lid(5), Some.Number(1)), new(Some.Lid(2), Some.Number(6))] });

        foreach (Jid jid in (Jid[])[Some.Lid(1), Some.Number(1), Some.Lid(2)])
        {
            Assert.Equal(own.ToHashSet(), (await Cache.FindAliasesAsync(Some.Connection, [jid])).Claims.ToHashSet());
        }
    }
}

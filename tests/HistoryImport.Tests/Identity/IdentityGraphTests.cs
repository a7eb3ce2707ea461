using FsCheck;
using FsCheck.Fluent;

namespace HistoryImport.Tests;

public class IdentityGraphTests
{
    static readonly Jid LidA = Jid.Parse("100@lid");
    static readonly Jid LidB = Jid.Parse("200@lid");
    static readonly Jid LidC = Jid.Parse("99999@lid");
    static readonly Jid Short = Jid.Parse("551187654321@s.whatsapp.net");
    static readonly Jid Long = Jid.Parse("5511987654321@s.whatsapp.net");
    static readonly Jid LongLater = Jid.Parse("5511987654329@s.whatsapp.net");
    static readonly Jid Stranger = Jid.Parse("4915112345678@s.whatsapp.net");
    static readonly Jid[] Everybody = [LidA, LidB, LidC, Short, Long, LongLater, Stranger];

    static readonly Gen<JidClaim[]> Claims =
        from claims in (from lid in Gen.Elements(LidA, LidB, LidC)
                        from number in Gen.Elements(Short, Long, LongLater, Stranger)
                        select new JidClaim(lid, number)).ArrayOf().Resize(7)
        select claims;

    static readonly Gen<(JidClaim[] Claims, JidClaim[] Shuffled)> ShuffledClaims =
        from claims in Claims
        from shuffled in Gen.Shuffle(claims)
        select (claims, shuffled.ToArray());

    [Fact]
    public void Canonical_HiddenIdLongerThanTheNumber_IsTheNumberInAnyOrder()
    {
        Jid hidden = Jid.Parse($"US.{new string('9', 60)}@bsuid");
        JidClaim[] claims = [new JidClaim(hidden, Long), new JidClaim(LidA, Long), new JidClaim(LidB, Long)];
        foreach (JidClaim[] order in (JidClaim[][])[claims, [claims[1], claims[2], claims[0]], [claims[1], claims[0], claims[2]]])
        {
            var graph = new IdentityGraph(AliasSet.Empty);
            Array.ForEach(order, claim => graph.Add(claim));

            Assert.Equal(Long, graph.Canonical(hidden));
        }
    }

    [Fact]
    public void Canonical_NothingClaimed_IsTheJidItself()
    {
        var graph = new IdentityGraph(AliasSet.Empty);

        Assert.Equal(LidA, graph.Canonical(LidA));
        Assert.Equal([LidA], graph.Aliases(LidA));
        Assert.Empty(graph.JoinsOf(LidA));
        Assert.Empty(graph.AllJoins());
        Assert.Equal(0, graph.Ambiguous);
    }

    [Fact]
    public void Canonical_LidAndNumber_IsTheNumber()
    {
        IdentityGraph graph = Graph((LidA, Short));

        Assert.Equal(Short, graph.Canonical(LidA));
        Assert.Equal(Short, graph.Canonical(Short));
        Assert.Equal(LidB, graph.Canonical(LidB));
        Assert.Equal(0, graph.Ambiguous);
    }

    [Fact]
    public void Canonical_SeveralNumbers_IsTheLongestThenTheSmallest()
    {
        IdentityGraph graph = Graph((LidA, Short), (LidA, LongLater), (LidA, Long));

        Assert.All([LidA, Short, Long, LongLater], jid => Assert.Equal(Long, graph.Canonical(jid)));
        Assert.Equal(1, graph.Ambiguous);
    }

    [Fact]
    public void Canonical_ComponentsMeetLater_IsOne()
    {
        IdentityGraph graph = Graph((LidA, Short), (LidB, Long));
        Assert.NotEqual(graph.Canonical(LidA), graph.Canonical(LidB));

        Assert.True(graph.Add(new JidClaim(LidB, Short)));

        Assert.All([LidA, LidB, Short, Long], jid => Assert.Equal(Long, graph.Canonical(jid)));
        Assert.Equal(4, graph.Aliases(Short).Count);
    }

    [Fact]
    public void Canonical_AnyPermutationOfClaims_IsTheSame() => PropertyCheck.That(
        ShuffledClaims,
        data =>
        {
            var inOrder = new IdentityGraph(new AliasSet { Claims = data.Claims });
            var shuffled = new IdentityGraph(AliasSet.Empty);
            foreach (JidClaim claim in data.Shuffled.Concat(data.Shuffled))
            {
                shuffled.Add(claim);
            }

            return inOrder.Ambiguous == shuffled.Ambiguous
                && Everybody.All(jid => inOrder.Canonical(jid) == shuffled.Canonical(jid) && inOrder.Aliases(jid).ToHashSet().SetEquals(shuffled.Aliases(jid)));
        });

    [Fact]
    public void Canonical_AnyClaims_AgreesWithThePlainDefinition() => PropertyCheck.That(
        Claims,
        claims =>
        {
            var graph = new IdentityGraph(new AliasSet { Claims = claims });
            return graph.Ambiguous == Everybody.Select(jid => Reachable(jid, claims)).Where(IsAmbiguous).Select(component => component.Min()).Distinct().Count()
                && Everybody.All(jid => Reachable(jid, claims).SetEquals(graph.Aliases(jid)) && graph.Canonical(jid) == Plain(Reachable(jid, claims)));
        });

    [Fact]
    public void JoinsOf_AnyClaims_BringsEveryAliasHome() => PropertyCheck.That(
        Claims,
        claims =>
        {
            var graph = new IdentityGraph(new AliasSet { Claims = claims });
            HashSet<JidJoin> all = [.. graph.AllJoins()];
            return all.SetEquals(Everybody.SelectMany(jid => graph.JoinsOf(jid)))
                && all.SetEquals(graph.JoinsOf(Everybody)) && graph.JoinsOf(Everybody).Count() == all.Count
                && all.SetEquals(Everybody.Where(jid => graph.Canonical(jid) != jid).Select(jid => new JidJoin(jid, graph.Canonical(jid))))
                && graph.AllJoins().Count() == all.Count;
        });

    [Fact]
    public void JoinsOf_Component_NamesEveryOtherJid()
    {
        IdentityGraph graph = Graph((LidA, Short), (LidA, Long));

        Assert.Equal([new JidJoin(LidA, Long), new JidJoin(Short, Long)], graph.JoinsOf(Short).OrderBy(join => join.From));
        Assert.Equal(graph.JoinsOf(Short).ToHashSet(), graph.AllJoins().ToHashSet());
        Assert.Empty(graph.JoinsOf(Stranger));
    }

    [Fact]
    public void Add_RepeatedOrImplied_SaysNothingNew()
    {
        var graph = new IdentityGraph(AliasSet.Empty);

        Assert.True(graph.Add(new JidClaim(LidA, Short)));
        Assert.False(graph.Add(new JidClaim(LidA, Short)));
        Assert.True(graph.Add(new JidClaim(LidA, Long)));
        Assert.True(graph.Add(new JidClaim(LidB, Short)));
        Assert.False(graph.Add(new JidClaim(LidB, Long)));
    }

    [Fact]
    public void Ambiguous_ComponentsWithSeveralNumbers_AreCountedOnceEach()
    {
        IdentityGraph graph = Graph((LidA, Short), (LidA, Long), (LidB, LongLater), (LidB, Stranger));
        Assert.Equal(2, graph.Ambiguous);

        graph.Add(new JidClaim(LidA, Stranger));

        Assert.Equal(1, graph.Ambiguous);
    }

    [Fact]
    public void IsOwn_ThroughClaims_KnowsEverySpellingOfTheAccount()
    {
        var graph = new IdentityGraph(new AliasSet { Account = [LidA] });
        Assert.True(graph.IsOwn(LidA));
        Assert.False(graph.IsOwn(Short));

        graph.Add(new JidClaim(LidA, Short));
        graph.Add(new JidClaim(LidB, Short));

        Assert.True(graph.IsOwn(Short));
        Assert.True(graph.IsOwn(LidB));
        Assert.False(graph.IsOwn(Stranger));
        Assert.False(graph.IsOwn(default));
    }

    [Fact]
    public void IsSomebodyElse_AccountOfBothKinds_WantsTheKindToBeKnownAndAnother()
    {
        var graph = new IdentityGraph(new AliasSet { Account = [LidA, Short] });

        Assert.False(graph.IsSomebodyElse(LidA));
        Assert.False(graph.IsSomebodyElse(Short));
        Assert.True(graph.IsSomebodyElse(LidB));
        Assert.True(graph.IsSomebodyElse(Stranger));
        Assert.False(new IdentityGraph(new AliasSet { Account = [Short] }).IsSomebodyElse(LidB));
        Assert.True(new IdentityGraph(new AliasSet { Account = [Short], Claims = [new JidClaim(LidB, Stranger)] }).IsSomebodyElse(LidB));
        Assert.False(new IdentityGraph(AliasSet.Empty).IsSomebodyElse(Stranger));
    }

    [Fact]
    public void AllJoins_OwnAccount_AreOwnOfEverySpelling()
    {
        var graph = new IdentityGraph(new AliasSet { Account = [LidA, LidC], Claims = [new(LidA, Short), new(LidB, Stranger)] });

        JidJoin[] expected =
        [
            new(LidA, Short) { IsOwn = true }, new(Short, Short) { IsOwn = true }, new(LidC, LidC) { IsOwn = true }, new(LidB, Stranger),
        ];
        Assert.Equal(expected.ToHashSet(), graph.AllJoins().ToHashSet());
        Assert.Equal(expected.Length, graph.AllJoins().Count());
        Assert.Equal([new(LidC, LidC) { IsOwn = true }], graph.JoinsOf(LidC));
    }

    [Fact]
    public void AddOwn_NewPerson_IsOwnFromThenOn()
    {
        IdentityGraph graph = Graph((LidA, Short));

        Assert.True(graph.AddOwn(Short));
        Assert.False(graph.AddOwn(Short));
        Assert.True(graph.IsOwn(LidA));
    }

    [Theory]
    [InlineData("123-456@g.us")]
    [InlineData("status@broadcast")]
    [InlineData("0@c.us")]
    [InlineData("13135550002@c.us")]
    public void AddOwn_NoPerson_IsRefused(string jid)
    {
        var graph = new IdentityGraph(AliasSet.Empty);

        Assert.False(graph.AddOwn(Jid.Parse(jid)));
        Assert.False(graph.AddOwn(default));
        Assert.False(graph.IsOwn(Jid.Parse(jid)));
    }

    [Fact]
    public void Add_LongChainOfClaims_StaysFast()
    {
        var graph = new IdentityGraph(AliasSet.Empty);
        const int Length = 50_000;
        for (int i = 0; i < Length; i++)
        {
            graph.Add(new JidClaim(Jid.Parse($"{i}@lid"), Jid.Parse($"{10_000_000 + i}@c.us")));
            graph.Add(new JidClaim(Jid.Parse($"{i}@lid"), Jid.Parse($"{10_000_000 + i + 1}@c.us")));
        }

        Assert.Equal(Jid.Parse("10000000@c.us"), graph.Canonical(Jid.Parse($"{Length - 1}@lid")));
        Assert.Equal(1, graph.Ambiguous);
        Assert.Equal(2 * Length, graph.AllJoins().Count());
    }

    [Fact]
    public void IsEmpty_AliasSet_TellsWhetherAnythingIsKnown()
    {
        Assert.True(AliasSet.Empty.IsEmpty);
        Assert.False(new AliasSet { Account = [LidA] }.IsEmpty);
        Assert.False(new AliasSet { Claims = [new JidClaim(LidA, Short)] }.IsEmpty);
    }

    static IdentityGraph Graph(params (Jid Lid, Jid Number)[] claims) =>
        new(new AliasSet { Claims = [.. claims.Select(claim => new JidClaim(claim.Lid, claim.Number))] });

    static HashSet<Jid> Reachable(Jid start, JidClaim[] claims)
    {
        HashSet<Jid> reached = [start];
        while (claims.FirstOrDefault(claim => reached.Contains(claim.Lid) != reached.Contains(claim.Number)) is { } next)
        {
            reached.Add(next.Lid);
            reached.Add(next.Number);
        }

        return reached;
    }

    static bool IsAmbiguous(HashSet<Jid> component) => component.Count(jid => jid.Kind == JidKind.Number) > 1;

    static Jid Plain(HashSet<Jid> component) => component
        .OrderBy(jid => jid.Kind == JidKind.Number ? 0 : 1)
        .ThenByDescending(jid => jid.Kind == JidKind.Number ? jid.Value.Length : 0)
        .ThenBy(jid => jid.Value, StringComparer.Ordinal)
        .First();
}

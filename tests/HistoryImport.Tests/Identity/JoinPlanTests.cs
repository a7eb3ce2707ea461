namespace HistoryImport.Tests.Identity;

public sealed class JoinPlanTests
{
    static readonly Jid _lid = Jid.Parse("123456789012345@lid");
    static readonly Jid _otherLid = Jid.Parse("223456789012345@lid");
    static readonly Jid _number = Jid.Parse("5511987654321@s.whatsapp.net");
    static readonly Jid _otherNumber = Jid.Parse("5511987650000@s.whatsapp.net");

    [Fact]
    public void Runs_JoinsApart_AreOneRun() =>
        Assert.Equal([[new(_lid, _number), new(_otherLid, _otherNumber)]], Runs(new(_lid, _number), new(_otherLid, _otherNumber)));

    [Fact]
    public void Runs_JoinsThatChangeNothing_AreLeftOut() =>
        Assert.Equal([[new(_lid, _number)]], Runs(new(_number, _number), new(_lid, _number), new(_lid, _number), new(_lid, _otherNumber), new(default, _number), new(_lid, default)));

    [Fact]
    public void Runs_TargetIsNextSource_IsCut() =>
        Assert.Equal([[new(_lid, _otherLid)], [new(_otherLid, _number)]], Runs(new(_lid, _otherLid), new(_otherLid, _number)));

    [Fact]
    public void Runs_SourceIsNextTarget_IsCut() =>
        Assert.Equal([[new(_otherLid, _number)], [new(_lid, _otherLid)]], Runs(new(_otherLid, _number), new(_lid, _otherLid)));

    [Fact]
    public void Runs_TwoToOneTarget_AreCut() =>
        Assert.Equal([[new(_lid, _number)], [new(_otherLid, _number)]], Runs(new(_lid, _number), new(_otherLid, _number)));

    [Fact]
    public void Runs_OwnToItself_IsKeptOnce() => Assert.Equal([[Own(_number, _number)]], Runs(Own(_number, _number), Own(_number, _number), new(_number, _number)));

    [Fact]
    public void Runs_OwnToItself_SharesARunWithOthers() =>
        Assert.Equal([[Own(_otherNumber, _otherNumber), new(_lid, _number)]], Runs(Own(_otherNumber, _otherNumber), new(_lid, _number)));

    [Fact]
    public void Runs_OwnToItselfBesideItsMove_IsCut()
    {
        Assert.Equal([[Own(_lid, _number)], [Own(_number, _number)]], Runs(Own(_lid, _number), Own(_number, _number)));
        Assert.Equal([[Own(_number, _number)], [Own(_lid, _number)]], Runs(Own(_number, _number), Own(_lid, _number)));
    }

    [Fact]
    public void Runs_OwnToItselfThenElsewhere_LosesNeither() =>
        Assert.Equal([[Own(_lid, _lid)], [Own(_lid, _number)]], Runs(Own(_lid, _lid), Own(_lid, _number)));

    [Fact]
    public void Runs_MoveThenTheSameAsOwn_LosesNeither() =>
        Assert.Equal([[new(_lid, _number)], [Own(_lid, _number)]], Runs(new(_lid, _number), Own(_lid, _number)));

    static JidJoin Own(Jid from, Jid to) => new(from, to) { IsOwn = true };

    static JidJoin[][] Runs(params JidJoin[] joins) => [.. JoinPlan.Runs(joins).Select(run => run.ToArray())];
}

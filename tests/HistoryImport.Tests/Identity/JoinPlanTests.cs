namespace HistoryImport.Tests;

public class JoinPlanTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("1>1", "")]
    [InlineData("1>2 3>4", "1>2 3>4")]
    [InlineData("1>2 2>3", "1>2 | 2>3")]
    [InlineData("2>3 1>2", "2>3 | 1>2")]
    [InlineData("1>3 2>3", "1>3 | 2>3")]
    [InlineData("1>2 1>3", "1>2")]
    [InlineData("1>2 1>2", "1>2")]
    [InlineData("1>2 3>4 2>5 1>6", "1>2 3>4 | 2>5 1>6")]
    [InlineData("1>2 3>4 2>5 6>4", "1>2 3>4 | 2>5 6>4")]
    [InlineData("1=1", "1=1")]
    [InlineData("1=1 1=1 1>1", "1=1")]
    [InlineData("1=1 2>3", "1=1 2>3")]
    [InlineData("1=2 2=2", "1=2 | 2=2")]
    [InlineData("2=2 1=2", "2=2 | 1=2")]
    [InlineData("1=1 1=2", "1=1 | 1=2")]
    [InlineData("1=1 1>2", "1=1 | 1>2")]
    [InlineData("1=2 1>2", "1=2")]
    [InlineData("1=1 2=2", "1=1 | 2=2")]
    [InlineData("1=2 3=4 5>6", "1=2 | 3=4 5>6")]
    public void Runs_Joins_CanBeDoneAtOnce(string joins, string expected) => Assert.Equal(
        expected, string.Join(" | ", JoinPlan.Runs(Parse(joins)).Select(run => string.Join(' ', run.Select(join => $"{Digit(join.From)}{(join.IsOwn ? '=' : '>')}{Digit(join.To)}")))));

    [Fact]
    public void Runs_NoJid_IsLeftOut() => Assert.Empty(JoinPlan.Runs([new(default, Number('1')), new(Number('1'), default)]));

    static IEnumerable<JidJoin> Parse(string joins) =>
        joins.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(join => new JidJoin(Number(join[0]), Number(join[2])) { IsOwn = join[1] == '=' });

    static Jid Number(char digit) => Jid.Parse($"551190000000{digit}@s.whatsapp.net");

    static char Digit(Jid jid) => jid.User[^1];
}

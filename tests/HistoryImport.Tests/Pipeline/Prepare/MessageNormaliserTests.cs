using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Pipeline;

public sealed class MessageNormaliserTests
{
    [Theory]
    [InlineData(null, Some.Time, Some.Time * 1000)]
    [InlineData(5L, Some.Time, 5L)]
    [InlineData(null, null, 0L)]
    public void Normalise_AttachedReaction_HasItsTimeElseThatOfItsMessageInMilliseconds(long? own, long? message, long expected)
    {
        var normaliser = new MessageNormaliser(new IdentityGraph(AliasSet.Empty), new MessageFilter(Some.Request, new(), new IdentityGraph(AliasSet.Empty)), new StoreCapabilities { Features = StoreFeatures.All });

        Verdict verdict = normaliser.Normalise(
            Some.Text("A", time: message) with { Reactions = [new HistoryReaction { Emoji = "👍", TimestampMs = own }] });

        Assert.Equal(expected, Assert.Single(verdict.Item!.Reactions).TimestampMs);
    }
}

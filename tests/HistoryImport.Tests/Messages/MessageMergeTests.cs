using FsCheck.Fluent;

namespace HistoryImport.Tests;

public class MessageMergeTests
{
    static readonly int _runs = LongRun.IsWanted ? 200_000 : 5_000;

    static readonly Jid Ana = Jid.Parse("1@lid");
    static readonly Jid Bea = Jid.Parse("2@lid");

    [Fact]
    [Trait("Size", "Long")]
    public void Merge_AnyTwo_IsCommutative() => PropertyCheck.That(
        Gen.Two(Reports.Any),
        pair => Same(MessageMerge.Merge(pair.Item1, pair.Item2), MessageMerge.Merge(pair.Item2, pair.Item1)),
        _runs);

    [Fact]
    [Trait("Size", "Long")]
    public void Merge_AnyThree_IsAssociative() => PropertyCheck.That(
        Gen.Three(Reports.Any),
        all => Same(
            MessageMerge.Merge(MessageMerge.Merge(all.Item1, all.Item2), all.Item3),
            MessageMerge.Merge(all.Item1, MessageMerge.Merge(all.Item2, all.Item3))),
        _runs);

    [Fact]
    [Trait("Size", "Long")]
    public void Merge_WithItself_IsIdempotent() => PropertyCheck.That(
        Gen.Two(Reports.Any),
        pair =>
        {
            MessageUpsert merged = MessageMerge.Merge(pair.Item1, pair.Item2);
            return Same(pair.Item1, MessageMerge.Merge(pair.Item1, pair.Item1))
                && Same(merged, MessageMerge.Merge(merged, merged))
                && Same(merged, MessageMerge.Merge(merged, pair.Item1))
                && Same(merged, MessageMerge.Merge(pair.Item2, merged));
        },
        _runs);

    [Fact]
    public void Merge_EmptyReport_ChangesNothing() => PropertyCheck.That(
        Reports.Any,
        report => Same(report, MessageMerge.Merge(report, Reports.Empty)) && Same(report, MessageMerge.Merge(Reports.Empty, report)));

    [Fact]
    [Trait("Size", "Long")]
    public void Merge_AnyOrderAndRepetition_Converges() => PropertyCheck.That(
        from reports in Reports.Any.NonEmptyListOf()
        from shuffled in Gen.Shuffle(reports.Concat(reports))
        from cut in Gen.Choose(0, shuffled.Length)
        select (reports, shuffled, cut),
        data =>
        {
            MessageUpsert atOnce = data.reports.Aggregate(MessageMerge.Merge);
            // As two batches that were folded apart and met in the store.
            MessageUpsert inBatches = MessageMerge.Merge(
                data.shuffled.Take(data.cut).Aggregate(Reports.Empty, MessageMerge.Merge),
                data.shuffled.Skip(data.cut).Aggregate(Reports.Empty, MessageMerge.Merge));
            return Same(atOnce, inBatches);
        },
        _runs / 5);

    [Fact]
    public void Merge_AnyTwo_KeepsItsVersionAndContentTogether() => PropertyCheck.That(
        Gen.Two(Reports.Any),
        pair =>
        {
            MessageUpsert merged = MessageMerge.Merge(pair.Item1, pair.Item2);
            return merged.Version == ContentVersion.Of(merged.Content)
                && merged.Version >= pair.Item1.Version && merged.Version >= pair.Item2.Version
                && (ReferenceEquals(merged.Content, pair.Item1.Content) || ReferenceEquals(merged.Content, pair.Item2.Content));
        });

    [Fact]
    public void Merge_AnyTwo_LeavesTheArgumentsAlone() => PropertyCheck.That(
        Gen.Two(Reports.Any),
        pair =>
        {
            (string left, string right) = (Shape.Of(pair.Item1), Shape.Of(pair.Item2));
            MessageMerge.Merge(pair.Item1, pair.Item2);
            return left == Shape.Of(pair.Item1) && right == Shape.Of(pair.Item2);
        });

    [Fact]
    public void Merge_TwoContents_KeepsTheGreaterVersionWhole()
    {
        MessageUpsert text = Reports.Of(new MessageContent { Kind = MessageKind.Text, Body = "a", Raw = new byte[] { 1 } });
        MessageUpsert image = Reports.Of(new MessageContent { Kind = MessageKind.Image, Body = "b", Media = new MediaDescriptor { Size = 1 }, Raw = new byte[] { 2 } });
        MessageUpsert greater = text.Version > image.Version ? text : image;

        Assert.Same(greater.Content, MessageMerge.Merge(text, image).Content);
        Assert.Same(greater.Content, MessageMerge.Merge(image, text).Content);
    }

    [Fact]
    public void Merge_EqualContents_KeepsTheFirstRawPayload()
    {
        MessageUpsert first = Reports.Of(new MessageContent { Kind = MessageKind.Text, Body = "a", Raw = new byte[] { 1 } });
        MessageUpsert second = Reports.Of(new MessageContent { Kind = MessageKind.Text, Body = "a", Raw = new byte[] { 2 } });

        Assert.Same(first.Content, MessageMerge.Merge(first, second).Content);
        Assert.Same(second.Content, MessageMerge.Merge(second, first).Content);
    }

    [Theory]
    [InlineData(MessageKind.System, MessageKind.Unsupported)]
    [InlineData(MessageKind.Call, MessageKind.Unsupported)]
    [InlineData(MessageKind.System, MessageKind.Text)]
    [InlineData(MessageKind.Call, MessageKind.Sticker)]
    [InlineData(MessageKind.Unsupported, MessageKind.Text)]
    [InlineData(MessageKind.Unsupported, MessageKind.Commerce)]
    public void Merge_LesserRank_GivesWay(MessageKind lesser, MessageKind greater)
    {
        // With bodies from many hashes, so that the rank decides and not luck.
        for (int i = 0; i < 32; i++)
        {
            MessageUpsert poor = Reports.Of(lesser, $"poor {i}");
            MessageUpsert rich = Reports.Of(greater, $"rich {i}");

            Assert.Equal(greater, MessageMerge.Merge(poor, rich).Content!.Kind);
            Assert.Equal(greater, MessageMerge.Merge(rich, poor).Content!.Kind);
        }
    }

    [Fact]
    public void Merge_ContentAndAmendment_KeepsTheContent()
    {
        MessageUpsert content = Reports.Of(MessageKind.Text, "");

        Assert.Same(content.Content, MessageMerge.Merge(Reports.Empty, content).Content);
        Assert.Same(content.Content, MessageMerge.Merge(content, Reports.Empty).Content);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, 5L, 5L)]
    [InlineData(7L, 5L, 5L)]
    [InlineData(5L, 5L, 5L)]
    public void Merge_Timestamps_KeepsTheSmallest(long? left, long? right, long? expected) =>
        AssertBothWays(expected, Reports.Empty with { Timestamp = left }, Reports.Empty with { Timestamp = right }, merged => merged.Timestamp);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, MessageStatus.Error, MessageStatus.Error)]
    [InlineData(MessageStatus.Error, MessageStatus.Pending, MessageStatus.Pending)]
    [InlineData(MessageStatus.Pending, MessageStatus.Server, MessageStatus.Server)]
    [InlineData(MessageStatus.Server, MessageStatus.Delivered, MessageStatus.Delivered)]
    [InlineData(MessageStatus.Delivered, MessageStatus.Read, MessageStatus.Read)]
    [InlineData(MessageStatus.Read, MessageStatus.Played, MessageStatus.Played)]
    public void Merge_Statuses_KeepsTheGreatest(MessageStatus? left, MessageStatus? right, MessageStatus? expected) =>
        AssertBothWays(expected, Reports.Empty with { Status = left }, Reports.Empty with { Status = right }, merged => merged.Status);

    [Theory]
    [InlineData(null, null, null)]
    [InlineData(null, "Ana", "Ana")]
    [InlineData("", "Ana", "Ana")]
    [InlineData("Ana", "ana", "ana")]
    [InlineData("Ana", "Anabel", "Anabel")]
    [InlineData("\uffff", "\U0001f44d", "\U0001f44d")]
    public void Merge_PushNamesAndWireChats_KeepsTheGreatestByUtf8Bytes(string? left, string? right, string? expected)
    {
        AssertBothWays(expected, Reports.Empty with { PushName = left }, Reports.Empty with { PushName = right }, merged => merged.PushName);
        AssertBothWays(expected, Reports.Empty with { WireChat = left }, Reports.Empty with { WireChat = right }, merged => merged.WireChat);
    }

    [Fact]
    public void Merge_Revoked_StaysForEverAndKeepsTheBody()
    {
        MessageUpsert text = Reports.Of(MessageKind.Text, "still readable");
        MessageUpsert revoke = Reports.Empty with { IsRevoked = true };

        AssertBothWays(true, text, revoke, merged => merged.IsRevoked);
        AssertBothWays("still readable", text, revoke, merged => merged.Body);
        AssertBothWays(true, MessageMerge.Merge(text, revoke), text, merged => merged.IsRevoked);
        AssertBothWays(false, text, text, merged => merged.IsRevoked);
    }

    [Fact]
    public void Merge_Edits_KeepsTheLatestThenTheGreaterEnvelope()
    {
        var early = new MessageEdit(1, "Z", "early");
        var late = new MessageEdit(2, "A", "late");
        var lateToo = new MessageEdit(2, "B", "late too");

        AssertBothWays(early, Edited(null), Edited(early), merged => merged.Edit);
        AssertBothWays(late, Edited(early), Edited(late), merged => merged.Edit);
        AssertBothWays(lateToo, Edited(late), Edited(lateToo), merged => merged.Edit);
        AssertBothWays(new MessageEdit(2, "B", "z"), Edited(new MessageEdit(2, "B", "a")), Edited(new MessageEdit(2, "B", "z")), merged => merged.Edit);

        static MessageUpsert Edited(MessageEdit? edit) => Reports.Empty with { Edit = edit };
    }

    [Fact]
    public void Merge_Edit_ReplacesTheBodyOnly()
    {
        MessageUpsert image = Reports.Of(new MessageContent { Kind = MessageKind.Image, Body = "before", Media = new MediaDescriptor { Size = 1 } }) with { Timestamp = 5 };
        MessageUpsert edit = Reports.Empty with { Edit = new MessageEdit(6_000, "E", "after") };

        AssertBothWays("after", image, edit, merged => merged.Body);
        AssertBothWays(image.Content, image, edit, merged => merged.Content);
        AssertBothWays(5L, image, edit, merged => merged.Timestamp);
    }

    [Fact]
    public void Body_NothingOrEditToNothing_IsEmpty()
    {
        Assert.Equal("", Reports.Empty.Body);
        Assert.Equal("", (Reports.Of(MessageKind.Text, "a") with { Edit = new MessageEdit(1, "E", "") }).Body);
    }

    [Fact]
    public void Merge_Reactions_KeepsTheLatestOfEachReactor()
    {
        MessageUpsert left = Reacted(new MessageReaction(false, Ana, "👍", 1), new MessageReaction(false, Bea, "😂", 9), new MessageReaction(true, default, "❤", 1));
        MessageUpsert right = Reacted(new MessageReaction(false, Ana, "❤", 2), new MessageReaction(false, Bea, "😢", 8));

        string expected = Shape.OfReport(Reacted(
            new MessageReaction(false, Ana, "❤", 2), new MessageReaction(false, Bea, "😂", 9), new MessageReaction(true, default, "❤", 1)));

        AssertBothWays(expected, left, right, Shape.OfReport);
    }

    [Fact]
    public void Merge_ReactionsAtOneTime_KeepsTheGreaterEmojiByUtf8Bytes() => AssertBothWays(
        "\U0001f44d", Reacted(new MessageReaction(false, Ana, "\uffff", 1)), Reacted(new MessageReaction(false, Ana, "\U0001f44d", 1)), merged => merged.Reactions.Single().Emoji);

    [Fact]
    public void Merge_RemovedReaction_DoesNotComeBack()
    {
        MessageUpsert reacted = Reacted(new MessageReaction(false, Ana, "👍", 1));
        MessageUpsert removed = Reacted(new MessageReaction(false, Ana, "", 2));

        AssertBothWays("", reacted, removed, merged => merged.Reactions.Single().Emoji);
        AssertBothWays("", MessageMerge.Merge(reacted, removed), reacted, merged => merged.Reactions.Single().Emoji);
        AssertBothWays("👍", removed, Reacted(new MessageReaction(false, Ana, "👍", 3)), merged => merged.Reactions.Single().Emoji);
    }

    [Fact]
    public void Merge_ReactionsOfOwnAccountAndOfTheOtherSide_StayApart() => AssertBothWays(
        2, Reacted(new MessageReaction(true, default, "👍", 1)), Reacted(new MessageReaction(false, default, "👍", 1)), merged => merged.Reactions.Count);

    [Fact]
    public void IsSameReactor_OnlyTheSameSideAndSender()
    {
        var reaction = new MessageReaction(false, Ana, "👍", 1);

        Assert.True(reaction.IsSameReactor(new MessageReaction(false, Ana, "", 7)));
        Assert.False(reaction.IsSameReactor(reaction with { Sender = Bea }));
        Assert.False(reaction.IsSameReactor(reaction with { FromMe = true }));
        Assert.False(reaction.Replaces(reaction));
        Assert.Throws<ArgumentNullException>(() => reaction.IsSameReactor(null!));
        Assert.Throws<ArgumentNullException>(() => reaction.Replaces(null!));
    }

    public static TheoryData<string> OtherKeys => ["chat", "sender", "fromMe", "id", "either", "follow-up"];

    [Theory]
    [MemberData(nameof(OtherKeys))]
    public void Merge_DifferentMessages_Throws(string difference)
    {
        MessageKey key = Reports.Key;
        MessageUpsert other = difference switch
        {
            "chat" => Reports.Empty with { Key = key with { Chat = Ana } },
            "sender" => Reports.Empty with { Key = key with { Sender = Ana } },
            "fromMe" => Reports.Empty with { Key = key with { FromMe = true } },
            "id" => Reports.Empty with { Key = key with { Id = "3eb0" } },
            "either" => Reports.Empty with { MatchesEitherDirection = true },
            _ => Reports.Empty with { IsFollowUp = true },
        };

        Assert.Throws<ArgumentException>(() => MessageMerge.Merge(Reports.Empty, other));
        Assert.Throws<ArgumentException>(() => MessageMerge.Merge(other, Reports.Empty));
    }

    [Fact]
    public void Merge_Null_Throws()
    {
        Assert.Throws<ArgumentNullException>(() => MessageMerge.Merge(null!, Reports.Empty));
        Assert.Throws<ArgumentNullException>(() => MessageMerge.Merge(Reports.Empty, null!));
        Assert.Throws<ArgumentNullException>(() => MessageMerge.Merge((IReadOnlyList<MessageReaction>)null!, []));
        Assert.Throws<ArgumentNullException>(() => MessageMerge.Merge([], null!));
    }

    [Fact]
    public void Merge_Property_EveryPartOfAReportIsTested()
    {
        // A new register needs a place in the generator and in the rules above.
        string[] known = ["Content", "Edit", "IsFollowUp", "IsRevoked", "Key", "MatchesEitherDirection", "MediaId", "PushName", "Reactions", "Status", "Timestamp", "Version", "WireChat", "WireId"];

        Assert.Equal(known, Shape.Properties(typeof(MessageUpsert)).Select(property => property.Name));
    }

    static MessageUpsert Reacted(params MessageReaction[] reactions) => Reports.Empty with { Reactions = reactions };

    static bool Same(MessageUpsert left, MessageUpsert right) => Shape.OfReport(left) == Shape.OfReport(right);

    static void AssertBothWays<T>(T expected, MessageUpsert left, MessageUpsert right, Func<MessageUpsert, T> part)
    {
        Assert.Equal(expected, part(MessageMerge.Merge(left, right)));
        Assert.Equal(expected, part(MessageMerge.Merge(right, left)));
    }
}

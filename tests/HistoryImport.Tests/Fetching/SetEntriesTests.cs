using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>What a set tells of the time each chat's entries reach over.</summary>
public sealed class SetEntriesTests
{
    const long Latest = Some.Time + 1000;

    [Theory]
    [InlineData(Some.Chat, true)]
    [InlineData(Some.ChatLid, true)]
    [InlineData(Some.Group, true)]
    [InlineData("status@broadcast", false)]
    [InlineData("120363012345678901@newsletter", false)]
    public void IsKept_PeopleAndGroups_AreTheChatsWhoseHistoryIsRemembered(string chat, bool isKept) =>
        Assert.Equal(isKept, SetEntries.IsKept(Jid.Parse(chat)));

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void IsKept_LongName_OnlyIfItHasRoomInTheStateStore(int length, bool isKept) =>
        Assert.Equal(isKept, SetEntries.IsKept(Jid.Parse("US." + new string('7', length - "US.@bsuid".Length) + "@bsuid")));

    [Fact]
    public void StretchesOf_EntriesOfTwoChats_TellsOfEachFromItsOldestToItsNewest()
    {
        HistorySet set = Some.Set(At("B", 20), At("A", 10), At("C", 30), Some.Text("G", Some.Group, time: Some.Time + 5), Some.Text("S", "status@broadcast"));

        Dictionary<Jid, Stretch> stretches = SetEntries.StretchesOf(set, Latest);

        Assert.Equal([Jid.Parse(Some.Chat), Jid.Parse(Some.Group)], stretches.Keys);
        Stretch one = stretches[Jid.Parse(Some.Chat)];
        Assert.Equal((Some.Time + 10, Some.Time + 30, new MessageAnchor(Some.Chat, "A", false, Some.Time + 10)), (one.From, one.To, one.Anchor()));
        Assert.Equal((Some.Time + 5, Some.Time + 5), (stretches[Jid.Parse(Some.Group)].From, stretches[Jid.Parse(Some.Group)].To));
    }

    [Fact]
    public void StretchOf_WhatHasNoPlaceInTheChat_DoesNotCount()
    {
        HistorySet set = Some.Set(
            At("M", 10),
            At("TIMELESS", 0) with { Timestamp = null },
            At("LATEST", 1000),
            At("TOO-LATE", 1001),
            Some.Amendment(AmendmentKind.Status, "ACKNOWLEDGED") with { Timestamp = Some.Time + 1 },
            Some.Text("ELSEWHERE", Some.Group, time: Some.Time + 2));

        Stretch? stretch = SetEntries.StretchOf(set, [Some.Chat], Latest);

        Assert.Equal((Some.Time + 10, Latest), (stretch!.From, stretch.To));
        Assert.Equal(stretch, SetEntries.StretchesOf(set, Latest)[Jid.Parse(Some.Chat)]);
        Assert.Null(SetEntries.StretchOf(set, [Some.ChatLid], Latest));
    }

    [Fact]
    public void StretchOf_TwoSpellingsOfTheChat_IsOneStretch() => Assert.Equal(
        (Some.Time + 10, Some.Time + 20),
        SetEntries.StretchOf(Some.Set(At("A", 10), At("B", 20) with { RemoteJid = Some.ChatLid }), [Some.Chat, Some.ChatLid], Latest) is { } stretch
            ? (stretch.From, stretch.To)
            : default);

    [Fact]
    public void StretchOf_SeveralOfTheOldestSecond_TheLastWithAnIdIsAskedBefore()
    {
        Assert.Equal("B", Oldest(At("A", 10), At("B", 10), At("C", 20)));
        Assert.Equal("A", Oldest(At("A", 10), At("B", 10) with { Id = null }));
    }

    [Fact]
    public void StretchOf_NotesAreOlderThanTheMessages_TellsBothTimes()
    {
        Stretch noted = SetEntries.StretchOf(Some.Set(At("M2", 30), At("M1", 20), Note(10), Note(40)), [Some.Chat], Latest)!;
        Assert.Equal((Some.Time + 10, Some.Time + 20), (noted.From, noted.Message));

        Assert.Null(SetEntries.StretchOf(Some.Set(Note(10), Runs.Entry("call", 2, Some.Time, Some.Chat)), [Some.Chat], Latest)!.Message);
    }

    [Fact]
    public void StretchOf_OldestIsUnknownToPhones_TellsOfItsTimeAndIsNoAnchor()
    {
        HistoryMessage scrambled = At("wamid.scrambled", 10) with { WireId = new MessageWireId("wamid.scrambled", false) };

        Stretch stretch = SetEntries.StretchOf(Some.Set(scrambled), [Some.Chat], Latest)!;

        Assert.Equal((Some.Time + 10, null), (stretch.From, stretch.Anchor()));
    }

    static string Oldest(params HistoryMessage[] entries) => SetEntries.StretchOf(Some.Set(entries), [Some.Chat], Latest)!.Id!;

    static HistoryMessage At(string id, long seconds) => Some.Text(id, time: Some.Time + seconds);

    static HistoryMessage Note(long seconds) => Runs.Entry("note", 1, Some.Time + seconds, Some.Chat);
}

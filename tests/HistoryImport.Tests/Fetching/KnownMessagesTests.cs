using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>What a window is measured by, and what the phone can be asked before.</summary>
public sealed class KnownMessagesTests
{
    readonly ManualTimeProvider _time = new();
    readonly KnownMessages _known;

    public KnownMessagesTests() => _known = new(_time);

    [Fact]
    public void Add_AnyOrder_TellsTheOldestAndTheNewest()
    {
        Add(("M2", 200), ("M3", 300), ("M1", 100), ("M4", 250));

        Assert.Equal((100, 300), (_known.Oldest, _known.Newest));
        Assert.Equal(["M1", "M2", "M4", "M3"], _known.Messages.Select(message => message.Id));
    }

    [Fact]
    public void Add_MoreThanAreKept_KeepsTheOldest()
    {
        Add(("M5", 500), ("M4", 400), ("M1", 100), ("M3", 300), ("M2", 200), ("M6", 600));

        Assert.Equal(["M1", "M2", "M3", "M4"], _known.Messages.Select(message => message.Id));
    }

    [Fact]
    public void Add_SeveralOfOneSecond_TheLastIsTheOldest()
    {
        Add(("FIRST", 100), ("SECOND", 100), ("SECOND", 100));

        Assert.Equal(["SECOND", "FIRST"], _known.Messages.Select(message => message.Id));
    }

    [Fact]
    public void Add_WhatMayLieBeforeAllOthers_IsProgressOnce()
    {
        Add(("M2", 200));
        Assert.Equal(1, _known.Advances);

        Add(("M2", 200), ("M3", 300));
        Assert.Equal(1, _known.Advances);

        Add(("SAME-SECOND", 200), ("M1", 100), ("M2", 200));
        Assert.Equal(3, _known.Advances);
    }

    [Fact]
    public void Add_MoreOfOneSecondThanAreCounted_IsNoProgressAnyMore()
    {
        for (int i = 0; i < 10_001; i++)
        {
            Add(($"M{i}", 100));
        }

        Assert.Equal(10_000, _known.Advances);
        Add(("OLDER", 99));
        Assert.Equal(10_001, _known.Advances);
    }

    [Fact]
    public void Add_TimeThatCannotBeTrueOrNone_IsUnplacedAndNothingElse()
    {
        long ahead = _time.GetUtcNow().AddHours(48).ToUnixTimeSeconds();
        _known.Add(Some.Text("TIMELESS", time: null), Some.Chat);
        Add(("AHEAD", ahead + 1));
        Assert.Equal((2, 0), (_known.Unplaced, _known.Advances));
        Assert.Equal((null, null, 0), (_known.Oldest, _known.Newest, _known.Messages.Count));

        Add(("JUST", ahead));
        Assert.Equal((2, ahead), (_known.Unplaced, _known.Oldest));
    }

    [Fact]
    public void Add_Acknowledgement_IsNoEntry()
    {
        _known.Add(Some.Amendment(AmendmentKind.Status, "M"), Some.Chat);

        Assert.Equal((null, 0, 0), (_known.Oldest, _known.Advances, _known.Unplaced));
    }

    [Fact]
    public void Add_CallOrNote_IsAskedBeforeAsSuch()
    {
        _known.Add(Runs.Entry("call", 1, 100, Some.Chat), Some.Chat);
        _known.Add(Runs.Entry("note", 2, 200, Some.Chat), Some.Chat);

        Assert.Empty(_known.Messages);
        Assert.Equal(["call-0001", "note-0002"], _known.Notes.Select(note => note.Id));
    }

    [Theory]
    [InlineData("", Some.Chat)]
    [InlineData("M", "US.123@bsuid")]
    public void Add_WhatNoPhoneKnows_TellsOfItsTimeAndIsNoAnchor(string id, string chat)
    {
        _known.Add(new MessageAnchor(chat, id, false, 100));

        Assert.Equal((100, 0), (_known.Oldest, _known.Messages.Count));
    }

    void Add(params (string Id, long Time)[] entries)
    {
        foreach ((string id, long time) in entries)
        {
            _known.Add(new MessageAnchor(Some.Chat, id, false, time));
        }
    }
}

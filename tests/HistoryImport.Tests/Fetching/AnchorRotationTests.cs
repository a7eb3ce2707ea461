using HistoryImport.Tests.Support;

namespace HistoryImport.Tests.Fetching;

/// <summary>Before which entry the phone is asked next.</summary>
public sealed class AnchorRotationTests
{
    static readonly Jid[] _aliases = [Jid.Parse(Some.Chat), Jid.Parse(Some.ChatLid), Jid.Parse("US.123@bsuid")];

    readonly AnchorRotation _rotation = new();
    readonly KnownMessages _known = new(new ManualTimeProvider());

    [Fact]
    public void Choose_NothingIsKnown_IsNone() => Assert.Null(_rotation.Choose(_known, _aliases, 0));

    [Theory]
    [InlineData(40)]
    [InlineData(100)]
    public void Choose_NoteMayBeOlderThanTheOldestMessage_IsTheMessageUntilThePhoneHasAnsweredToIt(long time)
    {
        Know(Entry("M", 100), Entry("note", time));
        Assert.Equal("M", Chosen());

        _rotation.Answered(Entry("M", 100));
        Assert.Equal("note", Chosen());
    }

    [Fact]
    public void Choose_NoteIsNewerThanTheOldestMessage_IsTheMessage()
    {
        Know(Entry("M", 40), Entry("note", 100));
        _rotation.Answered(Entry("M", 40));

        Assert.Equal("M", Chosen());
    }

    [Fact]
    public void Choose_OlderNoteCameOtherwise_IsWhereTheAnswersReach()
    {
        Know(Entry("M", 100), Entry("note", 10));
        _rotation.Answered(Entry("M", 100));
        _rotation.Reached(Entry("note-of-page", 50));
        _rotation.Reached(null);

        Assert.Equal("note-of-page", Chosen());
    }

    [Fact]
    public void Choose_PhoneHasAnsweredToWhereTheAnswersReach_IsTheOldestNote()
    {
        Know(Entry("M", 100), Entry("note", 10));
        _rotation.Answered(Entry("M", 100));
        _rotation.Reached(Entry("note-of-page", 50));
        _rotation.Answered(Entry("note-of-page", 50));

        Assert.Equal("note", Chosen());
    }

    [Fact]
    public void Choose_InVain_TakesTheNextEntryThenTheOtherSpellingsButTheUserId()
    {
        Know(Entry("M2", 200), Entry("M1", 100));

        Assert.Equal(
            [("M1", Some.Chat), ("M2", Some.Chat), ("M1", Some.ChatLid), ("M1", Some.Chat)],
            Enumerable.Range(0, 4).Select(failures => _rotation.Choose(_known, _aliases, failures)!).Select(anchor => (anchor.Id, anchor.Chat)));
    }

    [Fact]
    public void Choose_OneEntryAlone_TakesItInEachSpelling() => Assert.Equal(
        [Some.Chat, Some.ChatLid, Some.Chat],
        Enumerable.Range(0, 3).Select(failures => AnchorRotation.Choose(Entry("M", 1), _aliases, failures).Chat));

    [Fact]
    public void HasAsked_SameIdFromTheOtherSide_IsAnotherEntry()
    {
        _rotation.Asked(Entry("M", 1));

        Assert.True(_rotation.HasAsked(Entry("M", 1)));
        Assert.False(_rotation.HasAsked(Entry("M", 1) with { FromMe = true }));
    }

    string Chosen() => _rotation.Choose(_known, _aliases, 0)!.Id;

    void Know(params MessageAnchor[] entries)
    {
        foreach (MessageAnchor entry in entries)
        {
            _known.Add(entry, isMessage: entry.Id[0] == 'M');
        }
    }

    static MessageAnchor Entry(string id, long time) => new(Some.Chat, id, false, time);
}

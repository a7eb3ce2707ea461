namespace HistoryImport.Tests.Fetching;

/// <summary>Which numbered pieces have come, and whether all between two have.</summary>
public sealed class ChunkLogTests
{
    const int Recent = (int)HistorySyncType.Recent;
    const int Full = (int)HistorySyncType.Full;

    [Fact]
    public void With_NumberIsThere_IsNoChange()
    {
        ChunkLog log = Log(Recent, 1, 2);

        Assert.Null(log.With(Recent, 2));
        Assert.NotNull(log.With(Full, 2));
    }

    [Fact]
    public void With_MoreThanAreKept_ForgetsTheFirst()
    {
        var log = new ChunkLog { Orders = new Dictionary<int, IReadOnlyList<long>> { [Recent] = [.. Enumerable.Range(1, 2000).Select(order => (long)order)] } };

        Assert.Equal([2, .. Enumerable.Range(3, 1999)], log.With(Recent, 2001)!.Orders[Recent]);
        Assert.NotNull(log.With(Recent, 2001)!.With(Recent, 1));
    }

    [Theory]
    [InlineData(1, 4, true)]
    [InlineData(4, 1, true)]
    [InlineData(1, 2, true)]
    [InlineData(1, 5, false)]
    [InlineData(0, 4, true)]
    [InlineData(4, 8, false)]
    public void HasAllBetween_TwoPieces_IsSoIfEachNumberBetweenHasCome(long older, long newer, bool hasAll) =>
        Assert.Equal(hasAll, Log(Recent, 1, 2, 3, 5, 6).HasAllBetween(Piece(older), Piece(newer)));

    [Fact]
    public void HasAllBetween_StretchesOfSeveralPieces_CountsFromTheEndsThatFaceEachOther()
    {
        Stretch older = Piece(7) with { LastChunk = 9 };
        Stretch newer = Piece(1) with { LastChunk = 4 };

        Assert.True(Log(Recent, 5, 6).HasAllBetween(older, newer));
        Assert.False(Log(Recent, 5).HasAllBetween(older, newer));
        Assert.True(Log(Recent, 5, 6).HasAllBetween(newer, older));
    }

    [Fact]
    public void HasAllBetween_OtherKindOrNoNumbers_ProvesNothing()
    {
        ChunkLog log = Log(Recent, 1, 2, 3);

        Assert.False(log.HasAllBetween(Piece(3), Piece(1) with { Type = Full }));
        Assert.False(log.HasAllBetween(Piece(3), Piece(1) with { Type = null }));
        Assert.False(log.HasAllBetween(Piece(3) with { Type = null }, Piece(1)));
        Assert.False(log.HasAllBetween(Piece(3), Piece(1) with { FirstChunk = null, LastChunk = null }));
        Assert.False(log.HasAllBetween(Piece(3) with { FirstChunk = null, LastChunk = null }, Piece(1)));
        Assert.False(Log(Full, 1, 2, 3).HasAllBetween(Piece(3), Piece(1)));
    }

    static ChunkLog Log(int type, params long[] orders) => orders.Aggregate(new ChunkLog(), (log, order) => log.With(type, order)!);

    static Stretch Piece(long order) => new() { Type = Recent, FirstChunk = order, LastChunk = order };
}

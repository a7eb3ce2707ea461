namespace HistoryImport.Cli.Tests.Import;

public sealed class ProgressLineTests
{
    static readonly ImportProgress _progress = new() { Connection = new ConnectionKey("tenant", "line"), RunId = Guid.Empty, Phase = ImportPhase.Importing, Counts = new ImportCounts { Read = 12_000, Inserted = 9_000 } };

    [Fact]
    public void Of_TheThirdOfFive_TellsFileCountsRateAndTime()
    {
        var files = new FileProgress(5);
        files.Begin();
        files.Begin();
        files.Begin();

        Assert.Equal("[####------] file 3 of 5, 12000 read, 9000 new, 4000/s, 0:03", ProgressLine.Of(_progress, files, TimeSpan.FromSeconds(3), 80));
    }

    [Fact]
    public void Of_OneLargeFile_FillsWithWhatWasReadOfIt()
    {
        var files = new FileProgress(1);
        files.Begin();
        files.Read(new MemoryStream(new byte[100]) { Position = 50 });

        Assert.StartsWith("[#####-----] file 1 of 1", ProgressLine.Of(_progress, files, TimeSpan.FromSeconds(3), 80), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(80, "Waiting for the same import, which goes on elsewhere.")]
    [InlineData(7, "Waiting")]
    public void Of_AnImportThatWaits_SaysSo(int width, string line) =>
        Assert.Equal(line, ProgressLine.Of(_progress with { Phase = ImportPhase.Waiting }, new FileProgress(1), TimeSpan.FromSeconds(3), width));

    [Theory]
    [InlineData(80, "The database refuses for a moment; trying again.")]
    [InlineData(12, "The database")]
    public void Of_AnImportWhoseDatabaseRefuses_SaysSo(int width, string line) =>
        Assert.Equal(line, ProgressLine.Of(_progress with { IsRetrying = true }, new FileProgress(1), TimeSpan.FromSeconds(3), width));

    [Fact]
    public void Of_AtTheEnd_IsFull()
    {
        var files = new FileProgress(1);
        files.Begin();

        Assert.StartsWith("[##########] file 1 of 1", ProgressLine.Of(_progress with { Phase = ImportPhase.Ended }, files, TimeSpan.FromSeconds(3), 80), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, "[----------] file 1 of 5, 12000 read")]
    [InlineData(12, "[----------]")]
    [InlineData(5, "[----")]
    public void Of_ANarrowTerminal_LeavesOutWhatDoesNotFit(int width, string line) =>
        Assert.Equal(line, ProgressLine.Of(_progress, new FileProgress(5), TimeSpan.FromSeconds(3), width));
}

namespace HistoryImport.Tests;

public class MessageStatusTests
{
    [Fact]
    public void ToName_EveryStatus_IsItsNameInLowerCase() => Assert.All(
        Enum.GetValues<MessageStatus>(), status => Assert.Equal($"{status}".ToLowerInvariant(), status.ToName()));

    [Theory]
    [InlineData(-1)]
    [InlineData(6)]
    public void ToName_NoStatus_Throws(int status) => Assert.Throws<ArgumentOutOfRangeException>(() => ((MessageStatus)status).ToName());
}

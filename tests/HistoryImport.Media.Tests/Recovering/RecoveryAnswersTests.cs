using Microsoft.AspNetCore.Http;

namespace HistoryImport.Media.Tests.Recovering;

/// <summary>What the servers and the sink answer, and what becomes of a file by it.</summary>
public sealed class RecoveryAnswersTests : RecoveryTest
{
    [Theory]
    [InlineData(403, MediaState.Expired, MediaReason.LinkExpired)]
    [InlineData(404, MediaState.Expired, MediaReason.LinkGone)]
    [InlineData(410, MediaState.Expired, MediaReason.LinkGone)]
    [InlineData(429, MediaState.Available, MediaReason.ServerBusy)]
    [InlineData(500, MediaState.Available, MediaReason.ServerBusy)]
    [InlineData(302, MediaState.Refused, MediaReason.Redirected)]
    public async Task RecoverAsync_AnyAnswerOfTheServers_ComesToItsState(int status, MediaState state, MediaReason reason)
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Answer(status);

        MediaItem item = await _host.RecoverAsync("A");

        Assert.Equal((state, reason), (item.State, item.Reason));
        Assert.Empty(_host.Sink.Files);
        Assert.NotEmpty(item.ToSentence("pt-BR"));
    }

    [Fact]
    public async Task RecoverAsync_ServerSaysWhen_NobodyAsksEarlier()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Server.Answer = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "300";
            return Task.CompletedTask;
        };
        MediaItem item = await _host.RecoverAsync("A");
        Assert.Equal(_host.Time.GetUtcNow().AddSeconds(300), item.DueAt);
        _host.Serve((Path, _file.Blob));

        _host.Time.Advance(TimeSpan.FromSeconds(299));
        Assert.Equal(MediaState.Available, (await _host.RecoverAsync("A")).State);
        Assert.Single(_host.Server.Requests);

        _host.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
    }

    [Fact]
    public async Task RecoverAsync_PageInsteadOfTheFile_MayPassOnceAndIsDamageThen()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Server.Serve("<!doctype html>"u8.ToArray());

        MediaItem first = await _host.RecoverAsync("A");
        Assert.Equal((MediaState.Available, MediaReason.WrongLength), (first.State, first.Reason));
        _host.Time.Advance(TimeSpan.FromHours(1));
        MediaItem second = await _host.RecoverAsync("A");
        Assert.Equal((MediaState.Damaged, MediaReason.WrongLength), (second.State, second.Reason));
        _host.Time.Advance(TimeSpan.FromHours(1));
        await _host.RecoverAsync("A");
        Assert.Equal(2, _host.Server.Requests.Count);
        Assert.Empty(_host.Sink.Files);
    }

    [Fact]
    public async Task RecoverAsync_ConnectionBreaks_IsTriedAgain()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Server.Answer = async context =>
        {
            context.Response.ContentLength = _file.Blob.Length;
            await context.Response.Body.WriteAsync(_file.Blob.AsMemory(0, 1000));
            await context.Response.Body.FlushAsync();
            context.Abort();
        };

        MediaItem item = await _host.RecoverAsync("A");

        Assert.Equal((MediaState.Available, MediaReason.Unreachable), (item.State, item.Reason));
        _host.Serve((Path, _file.Blob));
        _host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
    }

    [Fact]
    public async Task RecoverAsync_SinkFails_IsTriedAgain()
    {
        await _host.WriteAsync(MediaHost.Message("A", _file.Descriptor(Path)));
        _host.Serve((Path, _file.Blob));
        _host.Sink.BeforeStore = () => throw new IOException("No space left on device");

        MediaItem item = await _host.RecoverAsync("A");
        Assert.Equal((MediaState.Available, MediaReason.SinkFailed), (item.State, item.Reason));

        _host.Sink.BeforeStore = () => Task.CompletedTask;
        _host.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(MediaState.Stored, (await _host.RecoverAsync("A")).State);
    }
}

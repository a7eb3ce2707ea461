using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc.ApiExplorer;

namespace HistoryImport.AspNetCore.Tests.Imports;

public sealed class ImportEndpointsTests : IAsyncLifetime
{
    TestHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await PeopleHost.StartAsync();

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task Post_Import_RunsAndTellsHowItEnded()
    {
        Assert.Equal(204, await TestDelivery.History(_host, Blob.Of(1, 2, 3)).SendAsync());

        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("""{"quietPeriod":"00:00:00"}"""));
        await EndedAsync();
        JsonElement view = await _host.Http.GetFromJsonAsync<JsonElement>(PeopleHost.Path + "/status");
        Assert.False(view.GetProperty("isQueued").GetBoolean());
        JsonElement status = view.GetProperty("status");
        Assert.Equal(("Ended", "Completed", 3), (status.GetProperty("state").GetString(), status.GetProperty("outcome").GetString(), status.GetProperty("counts").GetProperty("inserted").GetInt32()));
    }

    [Fact]
    public async Task Get_Events_TellTheEndLast()
    {
        Assert.Equal(204, await TestDelivery.History(_host, Blob.Of(1)).SendAsync());
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("""{"quietPeriod":"00:00:00"}"""));
        using HttpResponseMessage response = await _host.Http.GetAsync(PeopleHost.Path + "/events", HttpCompletionOption.ResponseHeadersRead);
        Task<string> reading = response.Content.ReadAsStringAsync();
        await PeopleHost.UntilAsync(() =>
        {
            _host.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(reading.IsCompleted);
        });

        string[] events = (await reading).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("event: end\ndata: {\"isQueued\":false,", events[^1], StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"Completed\"", events[^1], StringComparison.Ordinal);
        Assert.All(events[..^1].Where(one => !one.StartsWith(':')), one => Assert.StartsWith("event: import\ndata: {", one, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Get_EventsOfOneThatWaits_GoOnWhenAnotherOfTheSameChatsEnds()
    {
        await using TestHost host = await PeopleHost.StartAsync(options => options.Imports.MaxParallel = 1);
        IHistoryImporter importer = host.Provider.GetRequiredService<IHistoryImporter>();
        var busy = new ConnectionKey("acme", "busy line");
        TimeSpan anHour = TimeSpan.FromHours(1);
        await host.Provider.GetRequiredService<IImportQueue>().TryEnqueueAsync(new ImportRequest { Connection = busy, QuietPeriod = anHour });
        await PeopleHost.UntilAsync(async () => (await importer.ListRunningAsync(busy)).Count == 1);

        // The application's own, while the queue is at something else.
        Task<ImportResult> own = importer.ImportAsync(new ImportRequest { Connection = TestHost.Acme, QuietPeriod = anHour });
        await PeopleHost.UntilAsync(async () => (await importer.ListRunningAsync(TestHost.Acme)).Count == 1);
        await host.Http.PostAsync(PeopleHost.Path, new StringContent("""{"quietPeriod":"00:00:00"}""", Encoding.UTF8, "application/json"));
        using var events = new StreamReader(await host.Http.GetStreamAsync(PeopleHost.Path + "/events"));
        Assert.Equal("event: import", await events.ReadLineAsync());
        Assert.Contains("\"state\":\"Running\"", await events.ReadLineAsync(), StringComparison.Ordinal);
        await importer.CancelAsync(TestHost.Acme);
        Assert.Equal(ImportOutcome.Cancelled, (await own).Outcome);

        Task<string> reading = events.ReadToEndAsync();
        await importer.CancelAsync(busy);
        await PeopleHost.UntilAsync(() =>
        {
            host.Time.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(reading.IsCompleted);
        });
        string end = (await reading).Split("event: end\n")[1];
        Assert.Contains("\"isQueued\":false", end, StringComparison.Ordinal);
        Assert.Contains("\"outcome\":\"NothingFound\"", end, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_NeverImported_IsNotFoundAndNoEvents()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Http.GetAsync(PeopleHost.Path + "/status")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await _host.Http.GetAsync(PeopleHost.Path + "/events")).StatusCode);
        Assert.Equal("""{"running":[],"queued":[]}""", await _host.Http.GetStringAsync(PeopleHost.Path));
    }

    [Fact]
    public async Task Delete_OneThatRuns_IsCancelled()
    {
        // It would wait for an hour without news.
        Assert.Equal(HttpStatusCode.Accepted, await PostAsync("""{"quietPeriod":"01:00:00"}"""));
        await PeopleHost.UntilAsync(async () => (await _host.Http.GetStringAsync(PeopleHost.Path)).Contains("\"state\":\"Running\"", StringComparison.Ordinal));
        HttpResponseMessage response = await _host.Http.DeleteAsync(PeopleHost.Path);

        Assert.Equal("""{"isCancelled":true}""", await response.Content.ReadAsStringAsync());
        await EndedAsync();
        Assert.Contains("\"outcome\":\"Cancelled\"", await _host.Http.GetStringAsync(PeopleHost.Path + "/status"), StringComparison.Ordinal);
        Assert.Equal("""{"isCancelled":false}""", await (await _host.Http.DeleteAsync(PeopleHost.Path)).Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("{\"chats\":[\"no jid\"]}")]
    [InlineData("{\"since\":\"2026-01-02T00:00:00Z\",\"until\":\"2026-01-01T00:00:00Z\"}")]
    [InlineData("{\"enoughMessages\":0}")]
    [InlineData("{\"chat\":[\"5511900000002@s.whatsapp.net\"]}")]
    [InlineData("[]")]
    [InlineData("{")]
    public async Task Post_NoImport_SaysSo(string body) => Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(body));

    [Fact]
    public async Task Post_NoJsonOrTooMuch_IsRefused()
    {
        using HttpResponseMessage form = await _host.Http.PostAsync(PeopleHost.Path, new StringContent("{}", Encoding.UTF8, "text/plain"));

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, form.StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await PostAsync("{\"chats\":[" + new string(' ', 70_000) + "]}"));
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.Http.GetAsync(PeopleHost.Path + "/status?chat=nobody")).StatusCode);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "")]
    [InlineData("DELETE", "")]
    [InlineData("GET", "/status")]
    [InlineData("GET", "/events")]
    [InlineData("GET", "/../set-aside")]
    public async Task Any_WithoutANameOrOfAnotherTenant_IsRefused(string method, string more)
    {
        string path = more == "/../set-aside" ? PeopleHost.Path.Replace("imports", "set-aside", StringComparison.Ordinal) : PeopleHost.Path + more;
        _host.Http.DefaultRequestHeaders.Remove(HeaderAuthentication.Header);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _host.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))).StatusCode);
        _host.Http.DefaultRequestHeaders.Add(HeaderAuthentication.Header, "other");
        Assert.Equal(HttpStatusCode.Forbidden, (await _host.Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))).StatusCode);
    }

    [Fact]
    public async Task Get_SetAside_TellsWhyWithoutThePayload()
    {
        Assert.Equal(422, await TestDelivery.Event(_host, "garbage of a secret").SendAsync());
        string list = await _host.Http.GetStringAsync("/history-import/connections/acme/support%20line/set-aside");

        Assert.Contains("\"cause\":\"Unreadable\"", list, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", list, StringComparison.Ordinal);
    }

    [Fact]
    public void Description_OfEachEndpoint_NamesWhatItTakesAndGives()
    {
        ApiDescription[] all = [.. _host.Provider.GetRequiredService<IApiDescriptionGroupCollectionProvider>().ApiDescriptionGroups.Items.SelectMany(group => group.Items)];

        Assert.Equal(
            ["DELETE imports 200", "GET imports 200", "GET imports/events 200", "GET imports/status 200", "GET set-aside 200", "POST imports 202"],
            all.Select(one => $"{one.HttpMethod} {one.RelativePath!.Split("{connection}/")[1]} {one.SupportedResponseTypes.Single().StatusCode}").Order(StringComparer.Ordinal));
        Assert.All(all.Where(one => one.HttpMethod == "GET"), one => Assert.NotNull(one.SupportedResponseTypes.Single().Type));
    }

    async Task<HttpStatusCode> PostAsync(string json)
    {
        using HttpResponseMessage response = await _host.Http.PostAsync(PeopleHost.Path, new StringContent(json, Encoding.UTF8, "application/json"));
        return response.StatusCode;
    }

    Task EndedAsync() => PeopleHost.UntilAsync(async () =>
    {
        _host.Time.Advance(TimeSpan.FromSeconds(1));
        return (await _host.Http.GetStringAsync(PeopleHost.Path + "/status")) is var view && view.Contains("\"Ended\"", StringComparison.Ordinal) && view.Contains("\"isQueued\":false", StringComparison.Ordinal);
    });
}

using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Options;

namespace HistoryImport.AspNetCore.Tests.DependencyInjection;

/// <summary>Without a decision on who may use the endpoints nothing starts.</summary>
public sealed class DecisionTests
{
    [Fact]
    public async Task Map_NothingDecided_SaysWhatToDo()
    {
        await using TestHost host = new() { Options = options => options.Bridge.DeliveryKey = null };

        var error = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);
        Assert.Contains("It is not decided who may use the endpoints", error.Message, StringComparison.Ordinal);
        Assert.Contains("AddHistoryEndpoints", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_NothingDecidedAndNotMapped_SaysSo()
    {
        await using TestHost host = new() { Options = options => options.Bridge.DeliveryKey = null, Application = _ => { } };

        await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);
    }

    [Theory]
    [InlineData("MaxBodyBytes")]
    [InlineData("MaxBufferedBytes")]
    [InlineData("BodyTimeout")]
    [InlineData("SetAside.MaxCount")]
    [InlineData("SetAside.MaxBytes")]
    [InlineData("SetAside.Retention")]
    [InlineData("Official.Number")]
    public async Task Start_OptionOutOfRange_IsNamed(string option)
    {
        await using TestHost host = new()
        {
            Options = options =>
            {
                switch (option)
                {
                    case "MaxBodyBytes": options.MaxBodyBytes = 1; break;
                    case "MaxBufferedBytes": options.MaxBufferedBytes = options.MaxBodyBytes - 1; break;
                    case "BodyTimeout": options.BodyTimeout = TimeSpan.Zero; break;
                    case "SetAside.MaxCount": options.SetAside.MaxCount = 251; break;
                    case "SetAside.MaxBytes": options.SetAside.MaxBytes = 1; break;
                    case "SetAside.Retention": options.SetAside.Retention = TimeSpan.FromDays(366); break;
                    default: options.Official.App = (_, _) => new((OfficialApp?)null); break;
                }
            },
        };

        var error = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);
        Assert.Contains("HistoryEndpointOptions." + option, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_NoDecoder_NamesTheMend()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddHistoryImport().AddHistoryEndpoints(options => options.Bridge.DeliveryKey = (_, _) => new((string?)null));
        WebApplication app = builder.Build();

        Assert.Contains("UseWhatsAppDecoder()", Assert.Throws<InvalidOperationException>(() => app.MapHistoryImport()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_ImportsForPeopleWithoutAuthorization_NamesTheMend()
    {
        await using TestHost host = new() { Options = options => options.Imports.MayUse = (_, _, _) => new(true) };

        var error = await Assert.ThrowsAsync<InvalidOperationException>(host.StartAsync);
        Assert.Contains("AddAuthorization()", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Map_EndpointsNotAdded_NamesTheMend()
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddHistoryImport().UseWhatsAppDecoder();
        WebApplication app = builder.Build();

        Assert.Contains("AddHistoryEndpoints", Assert.Throws<InvalidOperationException>(() => app.MapHistoryImport()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Map_SeveralImports_EachHasItsEndpoints()
    {
        const string Key = "synthetic-key-of-the-other-import-only";
        await using TestHost host = await new TestHost
        {
            Services = services => services.AddHistoryImport("second").UseMessageStore(new InMemoryMessageStore()).UseWhatsAppDecoder()
                .AddHistoryEndpoints(options => options.Bridge.DeliveryKey = (_, _) => new(Key)),
            Application = app =>
            {
                app.MapHistoryImport();
                app.MapHistoryImport("/second/history-import", "second");
            },
        }.StartAsync();
        var delivery = new TestDelivery(host, "event", "garbage"u8.ToArray()) { Key = Key, SignedPath = "/second" + TestDelivery.Message(host).Path };
        HttpRequestMessage request = delivery.Request();
        request.RequestUri = new Uri("/second" + delivery.Path, UriKind.Relative);

        Assert.Equal(422, (int)(await host.Http.SendAsync(request)).StatusCode);
        Assert.Empty(await host.Shelf.ListAsync(TestHost.Acme));
        Assert.Single(await host.Provider.GetRequiredKeyedService<ISetAsideShelf>("second").ListAsync(TestHost.Acme));
    }
}

using System.Net;
using HistoryImport.Samples;
using Microsoft.EntityFrameworkCore;

WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
DeskSettings settings = DeskSettings.Read(builder.Configuration, builder.Environment);
builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, settings.Port));
builder.Services.AddSingleton<ConversationReader>().AddSingleton<MediaDesk>().AddSingleton<ChangeFeed>().AddSingleton<OfficialReplay>().AddSingleton(settings).AddDeskData(settings).AddLines(settings).AddDeskMedia(settings).AddAccounts();

WebApplication app = builder.Build();
await using (DeskContext desk = await app.Services.GetRequiredService<IDbContextFactory<DeskContext>>().CreateDbContextAsync())
{
    await desk.Database.EnsureCreatedAsync(); // a real host has migrations
}

app.UseDeskHeaders();
app.UseDefaultFiles();
app.UseStaticFiles();
app.UseAuthentication();
app.UseAuthorization();
app.UseLiveImports();
app.MapHistoryImport();
app.MapAccounts();
app.MapDesk();
app.Run();

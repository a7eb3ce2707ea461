using System.Globalization;
using HistoryImport;
using Microsoft.Extensions.DependencyInjection;

// ADDRESS SCHEMA SECONDS: imports what the cache of a PostgreSQL schema holds, with a lease of so many seconds.
var services = new ServiceCollection();
services.AddHistoryImport(options => options.LeaseDuration = TimeSpan.FromSeconds(double.Parse(args[2], CultureInfo.InvariantCulture)))
    .UsePostgreSql(args[0], options => options.Schema = args[1]);
await using ServiceProvider host = services.BuildServiceProvider();
ImportResult result = await host.GetRequiredService<IHistoryImporter>().ImportAsync(
    new ImportRequest { Connection = new ConnectionKey("tenant", "connection"), QuietPeriod = TimeSpan.Zero });
Console.WriteLine($"{result.Outcome} {result.Counts.Inserted} {result.Reason}");

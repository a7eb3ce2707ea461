using System.Diagnostics.Metrics;
using System.Reflection;
using Microsoft.Extensions.Logging;

namespace HistoryImport.Docs.Tests.Reference;

/// <summary>What the packages tell who runs them: the names of instruments and of meters, and the hundreds of log events.</summary>
static class Signals
{
    const BindingFlags Any = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    public static IReadOnlyCollection<string> Instruments()
    {
        // Those that have a constant, whoever makes them and when; and what each package makes at once, for which there may be none.
        var names = new SortedSet<string>(
            typeof(HistoryImportTelemetry).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!), StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (instrument.Meter.Name.StartsWith("HistoryImport", StringComparison.Ordinal))
                {
                    names.UnionWith([instrument.Meter.Name, instrument.Name]);
                }
            },
        };
        listener.Start();
        foreach (Type type in Packages.All.SelectMany(package => package.GetTypes()).Where(type => type.Name == "Telemetry"))
        {
            ConstructorInfo constructor = type.GetConstructors(Any).Single(constructor => !constructor.IsStatic);
            (constructor.Invoke(new object?[constructor.GetParameters().Length]) as IDisposable)?.Dispose();
        }

        return names;
    }

    public static IReadOnlyCollection<string> LogRanges() =>
    [
        .. Packages.All.SelectMany(package => package.GetTypes()).SelectMany(type => type.GetMethods(Any))
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()).OfType<LoggerMessageAttribute>()
            .Select(message => message.EventId / 100).Distinct().Order().Select(hundred => $"{hundred}00–{hundred}99"),
    ];
}

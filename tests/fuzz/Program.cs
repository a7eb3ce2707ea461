using System.Globalization;
using HistoryImport.Fuzz;

// What ./run calls: "instrument" once, then "protobuf", "json" or "jid" with how many seconds and where to keep what is found.
if (args is ["instrument"])
{
    Instrumentation.Apply(AppContext.BaseDirectory);
    return 0;
}

if (args is not [var name, var seconds, var folder])
{
    Console.Error.WriteLine("Usage: instrument | (protobuf | json | jid) SECONDS FOLDER");
    return 2;
}

// First of all: instrumented code writes where it is told to, and nowhere is not a place.
using var map = CoverageMap.Attach();
IFuzzTarget target = name switch
{
    "protobuf" => DecoderTarget.Protobuf(),
    "json" => DecoderTarget.Json(),
    _ => new JidTarget(),
};
var loop = new FuzzLoop(target, map, Path.Combine(folder, name));
return loop.Run(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture))) ? 0 : 1;

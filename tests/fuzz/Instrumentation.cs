namespace HistoryImport.Fuzz;

/// <summary>Makes the assemblies under test say which branches they take.</summary>
static class Instrumentation
{
    public static void Apply(string folder)
    {
        Instrument(Path.Combine(folder, "HistoryImport.WhatsApp.dll"), _ => true);

        // The rest of the core runs on other threads too, and would only blur what an input does.
        Instrument(
            Path.Combine(folder, "HistoryImport.dll"),
            type => type is "HistoryImport.Jid" or "HistoryImport.JidParser" or "HistoryImport.Names" or "HistoryImport.WireText");
    }

    static void Instrument(string assembly, Func<string, bool> isWanted)
    {
        int types = SharpFuzz.Fuzzer.Instrument(assembly, isWanted, SharpFuzz.Options.Value).Count();
        Console.WriteLine($"{Path.GetFileName(assembly)}: {types} types instrumented");
    }
}

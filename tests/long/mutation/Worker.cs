namespace HistoryImport.Mutation;

/// <summary>A copy of the built tests, in which one assembly is replaced again and again.</summary>
sealed class Worker
{
    readonly ProjectSource _project;
    readonly string _folder;
    readonly string _program;
    readonly string[][] _stages;
    readonly TimeSpan[] _took;

    public Worker(ProjectSource project, string tests, string folder, string program, string[][] stages)
    {
        _project = project;
        _folder = folder;
        _program = program;
        _stages = stages;
        _took = new TimeSpan[stages.Length];
        foreach (string file in Directory.GetFiles(tests, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(tests, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    string Assembly => Path.Combine(_folder, _project.AssemblyName + ".dll");

    /// <summary>Runs all without a change, and takes the time.</summary>
    public string? Baseline()
    {
        if (!_project.TryCompile(null, Assembly))
        {
            return "it does not compile";
        }

        for (int i = 0; i < _stages.Length; i++)
        {
            long started = System.Diagnostics.Stopwatch.GetTimestamp();
            if (TestRun.Fail(_folder, _program, _stages[i], TimeSpan.FromMinutes(10)) is { } fault)
            {
                return fault;
            }

            _took[i] = System.Diagnostics.Stopwatch.GetElapsedTime(started);
            Console.WriteLine($"stage {i + 1}: {_took[i].TotalSeconds:0.0} s");
        }

        return null;
    }

    /// <returns><see langword="null"/> if the change does not compile; else what became of it.</returns>
    public string? Try(Mutant mutant)
    {
        if (!_project.TryCompile(mutant, Assembly))
        {
            return null;
        }

        for (int i = 0; i < _stages.Length; i++)
        {
            if (TestRun.Fail(_folder, _program, _stages[i], 3 * _took[i] + TimeSpan.FromSeconds(15)) is { } fault)
            {
                return $"killed {fault}";
            }
        }

        return "survived";
    }
}

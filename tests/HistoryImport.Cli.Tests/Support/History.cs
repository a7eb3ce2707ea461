using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace HistoryImport.Cli.Tests.Support;

/// <summary>A history encoded by the real WhatsApp library, with the rows it must become. Generated once for each shape.</summary>
sealed class History
{
    static readonly ConcurrentDictionary<string, Lazy<History>> _generated = new();
    static readonly string _generator = Path.Combine(Repository.Root, "tests", "generator");

    History(string folder) => Folder = folder;

    public string Folder { get; }

    public string Protobuf => Path.Combine(Folder, "protobuf");

    public string Json => Path.Combine(Folder, "json");

    public string[] Truth => Lines("truth.ndjson");

    public string[] Lines(string file) => File.ReadAllLines(Path.Combine(Folder, file));

    public IEnumerable<string> FilesOf(string[] folders) => folders.SelectMany(folder => Directory.GetFiles(Path.Combine(Folder, folder))).Order(StringComparer.Ordinal);

    public string[] ProtobufFiles => [.. Directory.GetFiles(Protobuf).Order(StringComparer.Ordinal)];

    public static History Small(int seed) => Generate("--messages", "4000", "--seed", seed.ToString(CultureInfo.InvariantCulture));

    public static History Large(int messages) =>
        Generate("--convergence", "--formats", "protobuf", "--messages", messages.ToString(CultureInfo.InvariantCulture), "--files", "40");

    /// <summary>One in which nothing has to be set aside or mended.</summary>
    public static History LargeAndClean(int messages) =>
        Generate("--convergence", "--no-invalid", "--formats", "protobuf", "--messages", messages.ToString(CultureInfo.InvariantCulture), "--files", "40");

    /// <summary>One whose JSON is what another client pushes, and whose blobs lack what that client drops; the truth lacks nothing.</summary>
    public static History Of(string client, int seed, string[] dropped) =>
        Generate("--messages", "2000", "--seed", seed.ToString(CultureInfo.InvariantCulture), "--client", client, "--without", string.Join(',', dropped));

    /// <summary>The same messages as a blob and as what a client of WhatsApp Web tells, a folder for each form.</summary>
    public static History Web(int seed) => Run("web.mjs", "--seed", seed.ToString(CultureInfo.InvariantCulture));

    /// <summary>One conversation told by Baileys and by the official platform, a folder for each, and the rows of each mix.</summary>
    public static History Roads(int seed) => Run("roads.mjs", "--seed", seed.ToString(CultureInfo.InvariantCulture));

    static History Generate(params string[] arguments) => Run("generate.mjs", arguments);

    static History Run(string script, params string[] arguments) =>
        _generated.GetOrAdd(string.Join(' ', [script, .. arguments]), _ => new Lazy<History>(() => RunNow(script, arguments))).Value;

    static History RunNow(string script, string[] arguments)
    {
        string folder = Directory.CreateTempSubdirectory("history-import-generated-").FullName;
        lock (_generator)
        {
            if (File.GetLastWriteTimeUtc(Path.Combine(_generator, "node_modules", ".package-lock.json")) < File.GetLastWriteTimeUtc(Path.Combine(_generator, "package-lock.json")))
            {
                Start("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
            }
        }

        Start("node", [script, "--out", folder, .. arguments]);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        return new History(folder);
    }

    static void Start(string command, string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(command, arguments)
        {
            WorkingDirectory = _generator,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{command} {string.Join(' ', arguments)} failed: {output} {error.Result}");
    }
}

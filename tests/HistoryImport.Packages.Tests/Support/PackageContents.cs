using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace HistoryImport.Packages.Tests.Support;

/// <summary>What a package says of itself, and what lies in it.</summary>
sealed record PackageContents(
    string Id, string Version, string License, string Description, string Icon, string ProjectUrl, string ReleaseNotes, string Tags, string Readme,
    IReadOnlyList<string> Files, string Machine)
{
    public static async Task<PackageContents> ReadAsync(string path)
    {
        await using ZipArchive package = await ZipFile.OpenReadAsync(path);
        XElement metadata = XDocument.Parse(await TextAsync(package.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)), Encoding.UTF8)).Root!.Elements().First();
        ZipArchiveEntry[] ours = [.. package.Entries.Where(entry => entry.Name.StartsWith("HistoryImport", StringComparison.Ordinal) && entry.Name.EndsWith(".dll", StringComparison.Ordinal))];
        var machine = new StringBuilder();
        foreach (ZipArchiveEntry assembly in ours)
        {
            machine.Append(await TextAsync(assembly, Encoding.Latin1));
        }

        return new PackageContents(
            Value("id"), Value("version"), Value("license"), Value("description"), Value("icon"), Value("projectUrl"),
            Value("releaseNotes"), Value("tags"), await TextAsync(package.GetEntry(Value("readme"))!, Encoding.UTF8),
            [.. package.Entries.Select(entry => entry.FullName)], machine.ToString());

        string Value(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
    }

    static async Task<string> TextAsync(ZipArchiveEntry entry, Encoding encoding)
    {
        using var reader = new StreamReader(await entry.OpenAsync(), encoding);
        return await reader.ReadToEndAsync();
    }
}

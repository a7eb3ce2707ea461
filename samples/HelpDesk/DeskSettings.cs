using System.Security.Cryptography;

namespace HistoryImport.Samples;

/// <summary>What the section <c>Desk</c> of the configuration says.</summary>
/// <param name="Port">Where it listens, on loopback alone. 0 takes one that is free.</param>
/// <param name="Folder">Where its files lie.</param>
/// <param name="PostgreSql">The database, if it is not to be SQLite.</param>
/// <param name="User">Who may log in.</param>
/// <param name="Password">With what.</param>
/// <param name="HasPhone">Whether this instance starts the phone; of two at one database only one does.</param>
/// <param name="FetchTimeout">How long the phone may take to answer.</param>
public sealed record DeskSettings(int Port, string Folder, string? PostgreSql, string User, string Password, bool HasPhone, TimeSpan FetchTimeout)
{
    const string DemoPassword = "demo";

    public static DeskSettings Read(IConfiguration configuration, IHostEnvironment environment)
    {
        IConfigurationSection desk = configuration.GetSection("Desk");
        string password = desk["Password"] ?? "";
        if (password.Length == 0 || (password == DemoPassword && environment.IsProduction()))
        {
            throw new InvalidOperationException(
                $"The desk does not start in {environment.EnvironmentName} with the password of the demo. Set Desk:Password, such as by the environment variable Desk__Password.");
        }

        string folder = desk["Folder"] ?? Path.Combine(environment.ContentRootPath, "desk-data");
        Directory.CreateDirectory(folder);
        return new DeskSettings(
            desk.GetValue("Port", 5080), folder, configuration.GetConnectionString("Desk"), desk["User"] ?? "agent", password, desk.GetValue("HasPhone", true),
            desk.GetValue("FetchTimeout", TimeSpan.FromSeconds(10)));
    }

    /// <summary>Gets the key of what is erased. A real host keeps it where secrets lie, not beside the database.</summary>
    public byte[] ReadErasureKey()
    {
        string path = Path.Combine(Folder, "erasure.key");
        if (!File.Exists(path))
        {
            File.WriteAllBytes(path, RandomNumberGenerator.GetBytes(ErasureKey.MinBytes));
        }

        return File.ReadAllBytes(path);
    }
}

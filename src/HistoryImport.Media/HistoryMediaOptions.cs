namespace HistoryImport.Media;

/// <summary>How media are recovered.</summary>
public sealed class HistoryMediaOptions
{
    /// <summary>Gets or sets whether what is left over goes on in the background, in this process.</summary>
    /// <value>The default is <see langword="false"/>.</value>
    public bool RunInBackground { get; set; }

    /// <summary>Gets or sets how often the background looks for something to do.</summary>
    /// <value>1 second to 1 day. The default is 1 minute.</value>
    public TimeSpan BackgroundInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Gets or sets where files lie until they are verified; <see langword="null"/> for the temporary folder of the system.</summary>
    /// <value>A folder, made if absent, on a disk with room for <see cref="MaxInFlight"/> files of <see cref="MaxBytes"/>.</value>
    /// <remarks>On the disk of a <see cref="MediaFolder"/>, a stored file is not copied.</remarks>
    public string? TemporaryFolder { get; set; }

    /// <summary>Gets or sets how many bytes a file has at most.</summary>
    /// <value>1 to 4 GiB. The default is 100 MB; documents of WhatsApp have up to 2 GB.</value>
    public long MaxBytes { get; set; } = 100_000_000;

    /// <summary>Gets or sets how many files are fetched at once.</summary>
    /// <value>1 to 16. The default is 3.</value>
    public int MaxInFlight { get; set; } = 3;

    /// <summary>Gets or sets the pause before each file, on average; it varies by half of it.</summary>
    /// <value>0 to 1 minute. The default is 50 ms.</value>
    public TimeSpan FetchGap { get; set; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Gets or sets the pause between two requests to one phone, on average; it varies by half of it.</summary>
    /// <value>0 to 1 hour. The default is 500 ms.</value>
    public TimeSpan PhoneGap { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Gets or sets how long an answer of the phone is waited for. One that comes later counts all the same.</summary>
    /// <value>1 second to 1 hour. The default is 45 seconds.</value>
    public TimeSpan PhoneTimeout { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>Gets or sets after how long a phone that did not answer is asked again about the same file.</summary>
    /// <value>0 to 7 days. The default is 10 minutes.</value>
    public TimeSpan PhoneCooldown { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Gets or sets how many files a connection fetches within an hour at most.</summary>
    /// <value>1 to 1 000 000. The default is 3 000.</value>
    public int FilesPerHour { get; set; } = 3000;

    /// <summary>Gets or sets how many files of one chat are fetched within an hour at most, when somebody asks for them.</summary>
    /// <value>1 to 1 000 000. The default is 1 000.</value>
    public int FilesPerChatPerHour { get; set; } = 1000;

    /// <summary>Gets or sets how many times a phone is asked within an hour at most.</summary>
    /// <value>1 to 100 000. The default is 120.</value>
    public int RequestsPerHour { get; set; } = 120;

    /// <summary>Gets or sets how many times a phone is asked about one chat within an hour at most.</summary>
    /// <value>1 to 100 000. The default is 60.</value>
    public int RequestsPerChatPerHour { get; set; } = 60;

    /// <summary>Gets or sets the pause after a first failure; it doubles with each, up to six hours.</summary>
    /// <value>1 second to 1 hour. The default is 10 seconds.</value>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how long a file is kept for a process that no longer says it fetches it.</summary>
    /// <value>10 seconds to 1 hour. The default is 2 minutes.</value>
    public TimeSpan LeaseDuration { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Gets the hosts that files are fetched from, in this order: WhatsApp's own, as the socket's <c>media_conn</c> names them.</summary>
    /// <value>The default is those the official client carries.</value>
    public IList<string> Hosts { get; } = ["mmg.whatsapp.net", "mmg-fallback.whatsapp.net"];

    /// <summary>Gets or sets what is asked in the place of all servers, in a demo or a test.</summary>
    /// <value>The default is <see langword="null"/>: the servers themselves.</value>
    public MediaStandIn? StandIn { get; set; }
}

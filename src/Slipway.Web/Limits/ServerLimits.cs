using System.ComponentModel.DataAnnotations;
using Slipway.Configuration;

namespace Slipway.Web.Limits;

/// <summary>
/// What a client may ask of the server, so that none can hurt it or the others. Body size and rows are in
/// <see cref="SlipwayWebOptions"/>; JSON is read up to <see cref="Serving.JsonRowReader.MaxDepth"/> levels deep.
/// </summary>
public sealed class ServerLimits
{
    private const string Shortest = "00:00:00.100";
    private const string Longest = "1.00:00:00";

    /// <summary>The most connections at a time; more are closed at once. The process needs as many file handles.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>How long a connection may idle between requests.</summary>
    [DurationRange(Shortest, Longest)]
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(130);

    /// <summary>The longest request line, in bytes.</summary>
    [Range(256, 1 << 20)]
    public int MaxRequestLineBytes { get; set; } = 8 * 1024;

    /// <summary>All headers of a request together, in bytes.</summary>
    [Range(1024, 1 << 20)]
    public int MaxHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>The most headers of a request.</summary>
    [Range(10, 10_000)]
    public int MaxHeaders { get; set; } = 100;

    /// <summary>How long the headers of a request may take to arrive.</summary>
    [DurationRange(Shortest, Longest)]
    public TimeSpan HeaderTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the body of a request may take to arrive, however steadily; 408 after that.</summary>
    [DurationRange(Shortest, Longest)]
    public TimeSpan BodyTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The slowest that a body may arrive and an answer may be taken, after <see cref="SlowGrace"/>.</summary>
    [Range(1, 1 << 30)]
    public int MinBytesPerSecond { get; set; } = 1024;

    /// <summary>
    /// How long a client may be slower than <see cref="MinBytesPerSecond"/>; above one second. Some that send slowly get up to twice as long,
    /// so that many are not dropped at once.
    /// </summary>
    [DurationRange("00:00:01.001", Longest)]
    public TimeSpan SlowGrace { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The bytes of all bodies that are being read or worked on at a time, decompressed; 503 beyond.</summary>
    [Range(1, long.MaxValue)]
    public long MaxBodyBytesInFlight { get; set; } = 256L * 1024 * 1024;

    /// <summary>How fast bodies are read, all together, from their fifth megabyte on; what they leave of the machine is for the others.</summary>
    [Range(1024, 1L << 40)]
    public long MaxLargeBodyBytesPerSecond { get; set; } = 64L * 1024 * 1024;

    /// <summary>How long a client waits for the answer that its body is too large, so that trying again and again is no load.</summary>
    [DurationRange("00:00:00", "00:01:00")]
    public TimeSpan RefusalDelay { get; set; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The most predictions that are worked on at a time.</summary>
    [Range(1, 100_000)]
    public int MaxPredictions { get; set; } = 32 * Environment.ProcessorCount;

    /// <summary>The most predictions that wait for their turn; 503 beyond.</summary>
    [Range(0, 1_000_000)]
    public int MaxWaitingPredictions { get; set; } = 1024;

    /// <summary>How long a prediction waits for its turn; 503 after that.</summary>
    [DurationRange(Shortest, Longest)]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Requests a second of each key, or of each address where there are no keys; 429 beyond. None by default.</summary>
    [Range(0.001, 1e9)]
    public double? RequestsPerSecond { get; set; }

    /// <summary>How many requests a client that was quiet may send at once.</summary>
    [Range(1, 1_000_000)]
    public int RequestBurst { get; set; } = 50;

    /// <summary>The most clients that are counted one by one; the others share one count.</summary>
    [Range(1, 10_000_000)]
    public int MaxCountedClients { get; set; } = 10_000;

    /// <summary>Streams of one HTTP/2 connection at a time.</summary>
    [Range(1, 10_000)]
    public int MaxStreamsPerConnection { get; set; } = 100;

    /// <summary>
    /// How long the server goes on taking requests after it was told to end and answers 503 on /health/ready: so long as a load
    /// balancer needs to notice.
    /// </summary>
    [DurationRange("00:00:00", Longest)]
    public TimeSpan DrainDelay { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long requests under way, and the log, have to finish after that.</summary>
    [DurationRange(Shortest, Longest)]
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(25);
}

using System.ComponentModel.DataAnnotations;
using System.Net;
using Slipway.Configuration;
using Slipway.Web.Limits;

namespace Slipway.Web;

/// <summary>How the server listens and what it accepts.</summary>
public sealed class SlipwayWebOptions
{
    public const string SectionName = "Slipway:Web";
    public const int DefaultPort = 7071;
    public const int DefaultMaxRows = 10_000;
    public const int DefaultMaxExplainedRows = 100;
    public const int DefaultMaxBodyBytes = 64 * 1024 * 1024;

    /// <summary>The address to listen on. One that other machines reach needs keys (<c>slipway keys create</c>) or <see cref="AllowRemote"/>.</summary>
    public IPAddress Address { get; set; } = IPAddress.Loopback;

    /// <summary>The port; 0 takes a free one.</summary>
    [Range(0, 65_535)]
    public int Port { get; set; } = DefaultPort;

    /// <summary>Whether other machines may call without keys; for networks that have their own sign-in. Where there are keys, they are needed.</summary>
    public bool AllowRemote { get; set; }

    /// <summary>Whether callers need a key also while none is made, so that the server is closed until one is.</summary>
    public bool RequireKeys { get; set; }

    /// <summary>What else clients may ask of the server.</summary>
    public ServerLimits Limits { get; } = new();

    /// <summary>The largest body of a request; a larger one is refused with 413.</summary>
    [Range(1, int.MaxValue - 64)]
    public int MaxBodyBytes { get; set; } = DefaultMaxBodyBytes;

    /// <summary>The most rows of a request; more are refused with 413.</summary>
    [Range(1, 10_000_000)]
    public int MaxRows { get; set; } = DefaultMaxRows;

    /// <summary>
    /// The most rows of a request whose answers are explained; more are refused with 413. A row takes about ten times as long as to predict
    /// by small trees, and tens of milliseconds by a large forest.
    /// </summary>
    [Range(0, 10_000_000)]
    public int MaxExplainedRows { get; set; } = DefaultMaxExplainedRows;

    /// <summary>
    /// The model that answers at paths of the MLflow protocol that name none, such as <c>/invocations</c>; when null, the only model does.
    /// </summary>
    [RegularExpression("[a-z][a-z0-9-]{1,62}", ErrorMessage = "The default model is not the name of a model.")]
    public string? DefaultModel { get; set; }

    /// <summary>How often the registry is asked for changes.</summary>
    [DurationRange("00:00:00.010", "01:00:00")]
    public TimeSpan PollInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Whether this process does what goes by the clock: ingestion, monitoring, retraining. Several may; each job runs once.</summary>
    public bool RunJobs { get; set; } = true;

    /// <summary>How often the jobs are looked at.</summary>
    [DurationRange("00:00:00.010", "01:00:00")]
    public TimeSpan JobPollInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many threads a retraining uses; the others are left to the callers.</summary>
    [Range(1, 1024)]
    public int RetrainThreads { get; set; } = Math.Max(1, Environment.ProcessorCount - 1);
}

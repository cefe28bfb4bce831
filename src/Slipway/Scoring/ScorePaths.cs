using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Slipway.Storage;

namespace Slipway.Scoring;

/// <summary>Where scoring keeps things.</summary>
internal sealed class ScorePaths
{
    public const string Inbox = ScoreFile.Container;
    public const string Scored = "scored";
    public const string Rejected = "rejected";
    public const string Work = "work";
    public const string JobsPrefix = "scoring/";

    private readonly string _job;

    /// <summary>The paths of a file of the inbox in one of its states.</summary>
    public ScorePaths(ObjectPath source, ETag etag)
    {
        Source = source;
        Name = WithoutExtension(source.Key);

        // An ETag may hold characters that a key may not, and be long.
        string state = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(etag.Value)))[..16];
        _job = $"{JobsPrefix}{source.Key}/{state}";
    }

    public ObjectPath Source { get; }

    /// <summary>The model and the file's name without its extension, <c>wine/monday</c>.</summary>
    public string Name { get; }

    public ObjectPath ScoredCsv => new(Scored, $"{Name}.csv");

    public ObjectPath ScoredJson => new(Scored, $"{Name}.json");

    public ObjectPath ScoredProfile => new(Scored, $"{Name}.profile");

    public ObjectPath RejectedCsv => new(Rejected, $"{Name}.csv");

    public ObjectPath RejectedFile => new(Rejected, Source.Key);

    public ObjectPath RejectedReason => new(Rejected, $"{Source.Key}.reason.json");

    public ObjectPath Plan => new(Work, $"{_job}/plan.json");

    public ObjectPath Finish => new(Work, $"{_job}/finish.json");

    public ObjectPath Attempts => new(Work, $"{_job}/attempts.json");

    public string JobPrefix => $"{_job}/";

    public string RangesPrefix => $"{_job}/ranges/";

    /// <summary>What is leased to plan or finish the file.</summary>
    public ObjectPath Lock => new(Work, $"locks/scoring/{Name}");

    public ObjectPath RangeRecord(int range) => Range(range, "json");

    public ObjectPath RangeRejected(int range) => Range(range, "rejected");

    public ObjectPath RangeProfile(int range) => Range(range, "profile");

    /// <summary>Whether the name is that of a file to score.</summary>
    public static bool IsCsv(string key) => WithoutExtension(key).Length < key.Length;

    public ObjectPath RangeAttempts(int range) => Range(range, "attempts");

    private ObjectPath Range(int range, string kind) =>
        new(Work, string.Create(CultureInfo.InvariantCulture, $"{RangesPrefix}{range:D6}.{kind}"));

    private static string WithoutExtension(string key)
    {
        foreach (string extension in (ReadOnlySpan<string>)[".csv.gz", ".csv"])
        {
            if (key.EndsWith(extension, StringComparison.OrdinalIgnoreCase) && key.Length > extension.Length && key[^(extension.Length + 1)] != '/')
            {
                return key[..^extension.Length];
            }
        }

        return key;
    }
}

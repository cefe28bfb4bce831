using System.ComponentModel.DataAnnotations;
using Slipway.Configuration;

namespace Slipway.Scoring;

/// <summary>How files of the inbox are scored.</summary>
public sealed record FileScoringOptions
{
    /// <summary>Where hosts read these options from.</summary>
    public const string SectionName = "Slipway:Scoring";

    /// <summary>The default of <see cref="SplitAboveBytes"/>.</summary>
    public const long DefaultSplitAboveBytes = 64L * 1024 * 1024;

    /// <summary>The default of <see cref="RangeBytes"/>.</summary>
    public const int DefaultRangeBytes = 8 * 1024 * 1024;

    /// <summary>How rows are scored.</summary>
    public ScoringOptions Rows { get; set; } = new();

    /// <summary>Plain files larger than this are scored in ranges, by all workers. Compressed files cannot be split.</summary>
    [Range(1, long.MaxValue)]
    public long SplitAboveBytes { get; set; } = DefaultSplitAboveBytes;

    /// <summary>About how large a range is. A worker holds what comes out of one in memory.</summary>
    [Range(1, 1024 * 1024 * 1024)]
    public int RangeBytes { get; set; } = DefaultRangeBytes;

    /// <summary>How often a file, or a range of one, is tried before the file is given up.</summary>
    [Range(1, 100)]
    public int MaxAttempts { get; set; } = 5;

    /// <summary>The wait before the second attempt; it doubles each time.</summary>
    public TimeSpan FirstRetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a worker has a range to itself without a sign of life.</summary>
    public TimeSpan RangeLease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a process has a file to itself, to plan or finish it, without a sign of life; 15 to 60 seconds.</summary>
    [DurationRange("00:00:15", "00:01:00")]
    public TimeSpan FileLease { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long ranges that nobody finishes wait until they are offered again.</summary>
    public TimeSpan ReofferAfter { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether a profile is made of inputs and answers, from which drift is told.</summary>
    public bool MakesProfiles { get; set; } = true;

    /// <summary>The wait before the attempt after so many failed.</summary>
    public TimeSpan RetryDelay(int failedAttempts) => FirstRetryDelay * Math.Pow(2, Math.Clamp(failedAttempts - 1, 0, 10));
}

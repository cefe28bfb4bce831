using System.Globalization;
using Slipway.Cli.Output;
using Slipway.Registry;
using Slipway.Scoring;
using Spectre.Console;

namespace Slipway.Cli.Scoring;

/// <summary>Shows how far scoring a file has come: a bar with rows, elapsed and remaining time on a terminal, nothing elsewhere.</summary>
internal static class ScoreProgressDisplay
{
    /// <summary>Runs the work and shows its progress by the share of the file that is read.</summary>
    public static Task<T> RunAsync<T>(CliOutput output, ModelName model, long sizeInBytes, Func<IProgress<ScoreProgress>, Task<T>> work) =>
        output.CanDraw
            ? output.Messages
                .Progress()
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn(),
                    new PercentageColumn(),
                    new ElapsedTimeColumn(),
                    new RemainingTimeColumn())
                .StartAsync(context => work(new Bar(context.AddTask(model.Value, maxValue: Math.Max(1, sizeInBytes)), model)))
            : work(new Silent());

    private sealed class Bar(ProgressTask task, ModelName model) : IProgress<ScoreProgress>
    {
        public void Report(ScoreProgress value)
        {
            task.Value = value.ReadBytes;
            string rejected = value.Counts.Rejected > 0
                ? string.Create(CultureInfo.InvariantCulture, $", {value.Counts.Rejected:N0} rejected")
                : "";
            task.Description = Markup.Escape(
                string.Create(CultureInfo.InvariantCulture, $"{model}: {value.Counts.Rows:N0} rows{rejected}"));
        }
    }

    private sealed class Silent : IProgress<ScoreProgress>
    {
        public void Report(ScoreProgress value)
        {
        }
    }
}

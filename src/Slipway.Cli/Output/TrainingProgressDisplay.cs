using System.Globalization;
using Slipway.Training;
using Spectre.Console;

namespace Slipway.Cli.Output;

/// <summary>Shows how far trainings have come: bars with elapsed and remaining time on a terminal, plain lines elsewhere.</summary>
internal static class TrainingProgressDisplay
{
    /// <summary>Runs the work and shows its progress, one bar a model.</summary>
    public static Task<T> RunAsync<T>(CliOutput output, Func<IProgress<TrainingProgress>, Task<T>> work) =>
        output.CanDraw
            ? output.Messages
                .Progress()
                .Columns(
                    new TaskDescriptionColumn { Alignment = Justify.Left },
                    new ProgressBarColumn(),
                    new ElapsedTimeColumn(),
                    new RemainingTimeColumn(),
                    new SpinnerColumn())
                .StartAsync(context => work(new Bars(context)))
            : work(new Lines(output));

    private static string Describe(TrainingProgress progress)
    {
        string best = progress.BestScore is { } score
            ? string.Create(CultureInfo.InvariantCulture, $", best {score:G4}")
            : "";
        return progress.TrialsDone < progress.Trials && progress.Step == "searching"
            ? $"{progress.Model}: trial {progress.TrialsDone + 1} of {progress.Trials}{best}"
            : $"{progress.Model}: {progress.Step}{best}";
    }

    private sealed class Bars(ProgressContext context) : IProgress<TrainingProgress>
    {
        private readonly Dictionary<string, ProgressTask> _tasks = [];

        public void Report(TrainingProgress value)
        {
            if (!_tasks.TryGetValue(value.Model.Value, out var task))
            {
                task = context.AddTask(value.Model.Value);
                _tasks.Add(value.Model.Value, task);
            }

            // Fitting, evaluating and registering come after the last trial and count as one more step.
            task.MaxValue = value.Trials + 1;
            task.Value = value.Step == TrainingProgress.Finished ? task.MaxValue : value.TrialsDone;
            task.Description = Markup.Escape(Describe(value));
        }
    }

    private sealed class Lines(CliOutput output) : IProgress<TrainingProgress>
    {
        private readonly TimeProvider _clock = TimeProvider.System;
        private readonly long _start = TimeProvider.System.GetTimestamp();

        public void Report(TrainingProgress value)
        {
            var elapsed = _clock.GetElapsedTime(_start);
            output.WriteMessage(string.Create(CultureInfo.InvariantCulture, $"{elapsed:mm\\:ss} {Describe(value)}"));
        }
    }
}

using Slipway.Learning.Learners;
using Slipway.Learning.Training;
#if CLOUD_PACKAGES
using Slipway.MlNet;
#endif

namespace Slipway.Cli.CommandLine;

/// <summary>The trainers that this build has.</summary>
internal static class AvailableTrainers
{
    public static IReadOnlyList<ITrainer> All { get; } =
    [
        .. BuiltInTrainers.All,
#if CLOUD_PACKAGES
        .. MlNetTrainers.All,
#endif
    ];
}

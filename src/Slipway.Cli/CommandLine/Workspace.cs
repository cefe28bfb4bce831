using System.CommandLine;
using System.Security.Cryptography;
using Slipway.Audit;
using Slipway.Azure;
using Slipway.Datasets;
using Slipway.Learning.Learners;
using Slipway.Registry;
using Slipway.Rollouts;
using Slipway.Storage;
using Slipway.Training;

namespace Slipway.Cli.CommandLine;

/// <summary>The parts of the product on one store, put together for a command. The composition root of the CLI.</summary>
internal sealed class Workspace
{
    private Workspace(string storeName, IObjectStore store, IWorkQueue queue)
    {
        StoreName = storeName;
        Store = store;
        Queue = queue;
        Audit = new AuditLog(Store);
        Registry = new ModelRegistry(Store, Audit, Clock);
        RolloutStore = new RolloutStore(Store, Audit, Clock);
        RolloutSummaries = new RolloutSummaries(Store);
        Datasets = new DatasetStore(Store, Clock);
        Runs = new RunStore(Store);
        Trainer = new TrainModel(Datasets, Runs, Registry, BuiltInTrainers.All, Clock, NewId);
        Reproducer = new ReproduceVersion(Datasets, Runs, Registry, BuiltInTrainers.All, Clock);
        ProjectTrainer = new TrainProjectModel(Store, Datasets, Trainer);
    }

    public static TimeProvider Clock => TimeProvider.System;

    /// <summary>Who does what the command does, as the audit record names it.</summary>
    public static string Actor => ActorOf(Environment.GetEnvironmentVariable("GITHUB_ACTOR"), Environment.GetEnvironmentVariable("GITLAB_USER_LOGIN"));

    /// <summary>Where the store is, for people.</summary>
    public string StoreName { get; }

    public IObjectStore Store { get; }

    public IWorkQueue Queue { get; }

    public AuditLog Audit { get; }

    public ModelRegistry Registry { get; }

    public RolloutStore RolloutStore { get; }

    public RolloutSummaries RolloutSummaries { get; }

    public DatasetStore Datasets { get; }

    public RunStore Runs { get; }

    public TrainModel Trainer { get; }

    public ReproduceVersion Reproducer { get; }

    public TrainProjectModel ProjectTrainer { get; }

    /// <summary>Opens the Azure storage that the command line or the environment names, else a folder.</summary>
    /// <param name="arguments">The command line; its storage was found to be without problems.</param>
    /// <param name="storeFolder">The folder.</param>
    /// <param name="hasOwnStore">Whether the command keeps to its own folder though the environment names a storage.</param>
    /// <param name="maxRetries">How often a call to Azure is tried again; for long enough to bridge an outage when not given.</param>
    public static Workspace Open(ParseResult arguments, string storeFolder, bool hasOwnStore = false, int? maxRetries = null)
    {
        if (StorageOption.Find(arguments, hasOwnStore) is { } connection)
        {
            var options = new AzureStorageOptions();
            var azure = AzureStorage.Open(connection, options with { MaxRetries = maxRetries ?? options.MaxRetries }).Value;
            return new Workspace(azure.Name, azure.Store, azure.Queue);
        }

        string folder = Path.GetFullPath(storeFolder);
        return new Workspace(folder, new FolderObjectStore(folder, Clock), new FolderWorkQueue(folder, Clock));
    }

    /// <summary>What starts rollouts.</summary>
    public StartRollout Rollouts(ChampionSpecs specs) => new(Registry, specs, RolloutStore, RolloutSummaries, Clock);

    /// <summary>A workflow names the person behind it; the user of its machine would be the same for all of them.</summary>
    internal static string ActorOf(string? gitHub, string? gitLab) =>
        gitHub is { Length: > 0 } ? $"github:{gitHub}"
        : gitLab is { Length: > 0 } ? $"gitlab:{gitLab}"
        : $"cli:{Environment.UserName}";

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3));
}

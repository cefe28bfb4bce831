using System.Security.Cryptography;
using Slipway.Audit;
using Slipway.Datasets;
using Slipway.Learning.Learners;
using Slipway.Registry;
using Slipway.Storage;
using Slipway.Training;

namespace Slipway.Cli.CommandLine;

/// <summary>The parts of the product on one store, put together for a command. The composition root of the CLI.</summary>
internal sealed class Workspace
{
    public Workspace(string storeFolder)
    {
        StoreFolder = Path.GetFullPath(storeFolder);
        Store = new FolderObjectStore(StoreFolder, Clock);
        Audit = new AuditLog(Store);
        Registry = new ModelRegistry(Store, Audit, Clock);
        Datasets = new DatasetStore(Store, Clock);
        Runs = new RunStore(Store);
        Trainer = new TrainModel(Datasets, Runs, Registry, BuiltInTrainers.All, Clock, NewId);
        ProjectTrainer = new TrainProjectModel(Datasets, Trainer);
    }

    public static TimeProvider Clock => TimeProvider.System;

    /// <summary>Who does what the command does, as the audit record names it.</summary>
    public static string Actor => $"cli:{Environment.UserName}";

    public string StoreFolder { get; }

    public IObjectStore Store { get; }

    public AuditLog Audit { get; }

    public ModelRegistry Registry { get; }

    public DatasetStore Datasets { get; }

    public RunStore Runs { get; }

    public TrainModel Trainer { get; }

    public TrainProjectModel ProjectTrainer { get; }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(3));
}

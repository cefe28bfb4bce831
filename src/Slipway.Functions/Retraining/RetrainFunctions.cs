using Azure.Storage.Blobs;
using Microsoft.Azure.Functions.Worker;
using Slipway.Datasets;
using Slipway.Functions.Hosting;
using Slipway.Functions.Monitoring;
using Slipway.Storage;
using Slipway.Web.Scheduling;

namespace Slipway.Functions.Retraining;

/// <summary>The functions that take labelled rows and train on them.</summary>
internal sealed class RetrainFunctions(IngestTrainingFile ingest, FunctionJobs jobs, ProductJobs product)
{
    /// <summary>Makes a dataset version of a dropped file; whether that is a reason to retrain, <see cref="Retrain"/> finds.</summary>
    [Function(nameof(IngestTraining))]
    public Task IngestTraining(
        [BlobTrigger(
            "%" + FunctionSettings.TrainingSetting + "%/{model}/{name}",
            Source = BlobTriggerSource.EventGrid,
            Connection = FunctionSettings.Connection)]
        BlobClient file,
        CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(file);
        return ingest.HandleAsync(new ObjectPath(IngestTrainingFile.Container, file.Name), cancellationToken);
    }

    /// <summary>Trains the models that are due.</summary>
    [Function(nameof(Retrain))]
    public Task Retrain(
        [TimerTrigger("%" + FunctionSettings.RetrainSchedule + "%")] TimerInfo timer, CancellationToken cancellationToken) =>
        jobs.RunAsync([product.Retrain], cancellationToken);
}
